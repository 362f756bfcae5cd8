import { RolloutOutcome } from "./events";
import { type JournalDocument, type StackEntry, StackState } from "./journal-file";
import { commandFor, type RolloutRequest } from "./request";

/** What tells how much of a project a rollout is of. */
type Scope = Pick<RolloutRequest, "plan" | "stacks" | "targets" | "sandbox">;

/** What a rollout leaves alone that was done beside it. */
const NOT_WORKED_ON: ReadonlySet<StackState> = new Set([StackState.Inherited, StackState.Untouched]);

/**
 * The rollout that can be resumed or that is taken over from: where one was done beside it, with what that one has made
 * of the stacks.
 */
export function lastRollout(journal: JournalDocument | undefined): JournalDocument | undefined {
  if (journal?.kept === undefined) return journal;
  const worked = Object.entries(journal.stacks).filter(([, { state }]) => !NOT_WORKED_ON.has(state));
  const stacks: Record<string, StackEntry> = { ...journal.kept.stacks, ...Object.fromEntries(worked) };
  return { ...journal.kept, stacks };
}

/** Whether a rollout came to no good end, so that it can be resumed. */
export function isUnfinished(journal: JournalDocument | undefined): journal is JournalDocument {
  return journal !== undefined && journal.outcome !== RolloutOutcome.Succeeded;
}

/** The unfinished rollout that a new one is too narrow to take the place of. */
export function keptBeside(scope: Scope, last: JournalDocument | undefined): JournalDocument | undefined {
  return isUnfinished(last) && isNarrower(scope, last) ? last : undefined;
}

/** What a new rollout does to one that can still be resumed, in a line for whoever begins it; none where there is none. */
export function aboutUnfinished(scope: Scope, last: JournalDocument | undefined): string[] {
  if (!isUnfinished(last)) return [];
  const resume = commandFor(scope, "up", "--resume");
  return keptBeside(scope, last) === undefined
    ? [`This takes the place of the unfinished rollout of ${last.began}; to go on with that one instead: ${resume}`]
    : [`The unfinished rollout of ${last.began} is kept beside this one, and can still be resumed: ${resume}`];
}

/** Whether there are stacks that could be worked on, or parts of stacks, of which only the rollout before is. */
function isNarrower({ plan, stacks = [], targets = [] }: Scope, last: JournalDocument): boolean {
  const now = new Set(plan.waves.flatMap((wave) => wave.stacks));
  // Stacks that the project or its waves do not have any more are nothing that a wider rollout would work on.
  const known = new Set(stacks.filter((stack) => !plan.leftOut.includes(stack)));
  if (last.waves.some((wave) => wave.stacks.some((stack) => known.has(stack) && !now.has(stack)))) return true;
  return targets.length > 0 && !(last.targets.length > 0 && last.targets.every((target) => targets.includes(target)));
}
