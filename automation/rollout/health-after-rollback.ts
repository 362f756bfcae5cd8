import { HealthAfterRollback } from "./events";
import type { HealthSubject } from "./gate/health";
import type { Journal } from "./journal";
import { type StackEntry, StackState } from "./journal-file";
import { gateOf, judge } from "./judge";
import type { Wave } from "./plan";
import type { Run } from "./run";
import { subjectOf } from "./subject";

/**
 * Holds the gate of a wave once more over its stacks that were brought back, and notes with each what is still wrong.
 * Nothing is changed, whatever it shows. Undefined where the wave has no gate, or none is to be held.
 */
export async function healthAfterRollback(
  run: Run,
  journal: Journal,
  wave: Wave,
): Promise<HealthAfterRollback | undefined> {
  const gate = gateOf(run, wave);
  if (gate === undefined) return undefined;
  const subjects = wave.stacks.flatMap((stack) => broughtBack(stack, journal.stack(stack)));
  const verdict = await judge(run, wave, gate, subjects, { afterRollback: true });
  if (verdict === undefined) return HealthAfterRollback.NotWaitedFor;
  if (verdict.healthy) return HealthAfterRollback.Healthy;
  for (const [stack, problems] of Object.entries(verdict.reasons)) {
    run.summaries.add(stack, { problems: problems.map((problem) => `After the rollback: ${problem}`) });
  }
  return verdict.unseen ? HealthAfterRollback.Unseen : HealthAfterRollback.Unhealthy;
}

/** Stacks that another process had brought back are among them: the journal knows of all. */
function broughtBack(stack: string, entry: StackEntry | undefined): HealthSubject[] {
  if (entry?.state !== StackState.RolledBack || !entry.earlier) return [];
  const { earlier, left } = entry;
  const { outputs } = left ?? earlier;
  return [{ ...subjectOf(stack, earlier.settings, earlier.outputs), outputs, afterRollback: true }];
}
