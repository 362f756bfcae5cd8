import { FailureReason, Operation } from "../engine/operation";
import type { EarlierUpdate, StackHandle } from "../stacks/place";
import { becameOthers, notBroughtBack } from "./differences";
import { earlierSettings } from "./earlier-settings";
import { brokenOff, type Ending } from "./ending";
import { RolloutOutcome, StackOutcome } from "./events";
import { healthAfterRollback } from "./health-after-rollback";
import type { Journal, Reasons } from "./journal";
import { type StackEntry, StackState } from "./journal-file";
import { sideBySide } from "./limit";
import type { Wave } from "./plan";
import { commandFor } from "./request";
import { rollbackMessage } from "./rollback-message";
import type { Run } from "./run";
import { isSameUpdate } from "./same-update";
import { attempted, ofStack, operateOn, reportOf, StackFailed } from "./stack-work";
import { outputsOnce, stillNew } from "./still-new";
import { subjectOf } from "./subject";
import type { StackReport } from "./summaries";

/** What the rollout has begun on, so that it is its own to bring back. */
const BEGUN: ReadonlySet<StackState> = new Set([StackState.Begun, StackState.Done, StackState.Failed]);

/**
 * Brings the stacks of a wave back to what they were before the rollout, as far as they had been begun, and looks whether
 * they are healthy then; also where another process had begun with that.
 * @param reasons what was wrong, by stack
 */
export async function rollBack(run: Run, journal: Journal, wave: Wave, reasons: Reasons): Promise<Ending> {
  for (const [stack, problems] of Object.entries(reasons)) run.summaries.add(stack, { problems });
  await journal.rollingBack(wave.name, reasons);
  for (const stack of wave.stacks) noteFromBefore(run, stack, journal.stack(stack));
  const back = wave.stacks.flatMap((stack) => {
    const { state, earlier } = journal.stack(stack) ?? {};
    return state !== undefined && BEGUN.has(state) && earlier ? [{ stack, earlier }] : [];
  });
  const policy = wave.onFailure;
  run.tell({ type: "rollback-began", wave: wave.name, stacks: back.map(({ stack }) => stack), policy });
  await sideBySide(
    back,
    run.parallelIn(wave),
    () => !run.draining,
    ({ stack, earlier }) => run.engines.run(() => bringBack(run, journal, wave, stack, earlier)),
  );
  return end(run, journal, wave);
}

/** What is known of a stack without working on it. */
function noteFromBefore(run: Run, stack: string, entry: StackEntry | undefined): void {
  if (entry?.state === StackState.RolledBack) run.summaries.add(stack, { outcome: StackOutcome.RolledBack });
  else if (entry?.earlier === null && BEGUN.has(entry.state)) {
    const text = `No update of ${stack} had succeeded before this rollout, so there is nothing to bring it back to: it stays as it is. To take it down: ${commandFor(run.request, "destroy", `--stack ${stack}`)}`;
    run.summaries.add(stack, { warnings: [text] });
  }
}

async function bringBack(run: Run, journal: Journal, wave: Wave, stack: string, earlier: EarlierUpdate): Promise<void> {
  const began = run.clock.now();
  run.tell({ type: "stack-began", wave: wave.name, stack, operation: Operation.Up });
  const report = await attempted(() => broughtBack(run, journal, wave, stack, earlier));
  const failed = report instanceof StackFailed;
  run.ended(stack, { ...(failed ? failureReport(report) : report), seconds: run.secondsSince(began) });
}

function failureReport({ reason, problems, report }: StackFailed): Partial<StackReport> {
  const outcome = reason === FailureReason.Cancelled ? StackOutcome.Cancelled : StackOutcome.RollbackFailed;
  return { outcome, changes: report.changes, problems: problems.map((problem) => `Rollback: ${problem}`) };
}

async function broughtBack(
  run: Run,
  journal: Journal,
  wave: Wave,
  stack: string,
  earlier: EarlierUpdate,
): Promise<Partial<StackReport>> {
  const { project } = run.request.place;
  const handle = run.handle(stack);
  const subject = subjectOf(stack, earlier.settings, earlier.outputs);
  const present = await ofStack(() => handle.settings());
  const settings = await ofStack(() => earlierSettings(earlier, present, project, subject, run.archives));
  await failIfUpdatedSince(handle, journal);
  await journal.bringingBack(stack);
  const message = rollbackMessage(wave.name);
  const result = await operateOn(run, stack, Operation.Up, { settings, message });
  const left = await ofStack(() => handle.earlier());
  await journal.end(stack, StackState.RolledBack, left);
  const { changes, warnings } = reportOf(result);
  const outputs = left?.outputs ?? {};
  return {
    outcome: StackOutcome.RolledBack,
    changes,
    problems: notBroughtBack(earlier.outputs, outputs),
    warnings: [...warnings, ...becameOthers(earlier.outputs, outputs)],
  };
}

/** Only one machine has the journal: from another one, somebody may have brought the stack up to something else since. */
async function failIfUpdatedSince(handle: StackHandle, journal: Journal): Promise<void> {
  const left = journal.stack(handle.name)?.left;
  if (left === undefined) return;
  const now = await ofStack(() => handle.earlier());
  const isSame = left === null ? now === undefined : now !== undefined && isSameUpdate(left, now);
  if (isSame) return;
  throw new StackFailed([
    `${handle.name} is not what this rollout left: somebody else has updated it since, and it stays as they made it.`,
  ]);
}

/** Finds out what has to be corrected before the next update, which would bring it again. */
async function noteWhatIsStillNew(run: Run, journal: Journal, wave: Wave): Promise<void> {
  const outputsOf = outputsOnce(run);
  for (const stack of wave.stacks) {
    const { state, earlier } = journal.stack(stack) ?? {};
    if (state !== StackState.RolledBack || !earlier) continue;
    const found = await attempted(() => ofStack(() => stillNew(run, stack, earlier, outputsOf)));
    run.summaries.add(stack, found instanceof StackFailed ? { warnings: found.problems } : { stillNew: found });
  }
}

async function end(run: Run, journal: Journal, wave: Wave): Promise<Ending> {
  await noteWhatIsStillNew(run, journal, wave);
  const entries = wave.stacks.flatMap((stack) => journal.stack(stack) ?? []);
  const isLeft = ({ state, earlier }: StackEntry): boolean => BEGUN.has(state) && earlier !== null;
  if (entries.some(isLeft)) {
    // Somebody has to see to what is left now, and would hear of it a whole gate later. Resumed, the rollback holds it in
    // the end, over all stacks.
    return brokenOff(run, wave, run.draining ? RolloutOutcome.Interrupted : RolloutOutcome.RollbackFailed);
  }
  // Before the gate, so that a rollback which is killed in it is done all the same.
  await journal.rolledBack(wave.name);
  if (!entries.some(({ state }) => state === StackState.RolledBack)) {
    return brokenOff(run, wave, RolloutOutcome.Stopped);
  }
  const health = await healthAfterRollback(run, journal, wave);
  return {
    ...brokenOff(run, wave, RolloutOutcome.RolledBack),
    ...(health !== undefined && { healthAfterRollback: health }),
  };
}
