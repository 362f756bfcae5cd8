import { FailureReason, Operation } from "../engine/operation";
import { fingerprintOf } from "./fingerprint";
import { changedText } from "./frozen";
import type { Journal } from "./journal";
import { StackState } from "./journal-file";
import type { Wave } from "./plan";
import type { Run } from "./run";
import { attempted, changedOf, ofStack, operateOn, reportOf, StackFailed } from "./stack-work";
import { subjectOf } from "./subject";
import type { StackReport } from "./summaries";

/** Brings a stack of a wave up, with all that a rollback or another process needs to know on disk before it. */
export async function bringUp(run: Run, journal: Journal, wave: Wave, stack: string): Promise<boolean> {
  const began = run.clock.now();
  run.tell({ type: "stack-began", wave: wave.name, stack, operation: Operation.Up });
  const report = await attempted(() => broughtUp(run, journal, wave, stack));
  const failed = report instanceof StackFailed;
  run.ended(stack, { ...(failed ? report.report : report), seconds: run.secondsSince(began) });
  return !failed;
}

async function broughtUp(run: Run, journal: Journal, wave: Wave, stack: string): Promise<Partial<StackReport>> {
  const handle = run.handle(stack);
  const before = await ofStack(() => handle.earlier());
  const settings = await ofStack(() => handle.settings());
  const fingerprint = await ofStack(() => fingerprintOf(run.request.place.project, settings, run.archives));
  const frozen = run.frozen.get(stack);
  if (frozen !== undefined && frozen !== fingerprint) throw new StackFailed([changedText(run, stack)]);
  const takeBack = await journal.begin(stack, before, fingerprint);
  const message = `privatelink up, wave ${wave.name}`;
  const result = await attempted(() => operateOn(run, stack, Operation.Up, { message }));
  if (result instanceof StackFailed) {
    if (isUntouched(result)) await takeBack();
    else {
      const left = await attempted(() => ofStack(() => handle.earlier()));
      // Where it cannot be asked for, the journal does not know what is left, as after a kill.
      if (!(left instanceof StackFailed)) await journal.end(stack, StackState.Failed, left);
    }
    throw result;
  }
  const left = await ofStack(() => handle.earlier());
  if (left === undefined) throw new StackFailed(["The update succeeded, but the stack's history does not have it."]);
  await journal.end(stack, StackState.Done, left);
  run.subjects.set(stack, subjectOf(stack, { ...run.request.place.defaults, ...settings }, left.outputs));
  return reportOf(result);
}

/** Whether the engine changed nothing, so that there is nothing to bring back. */
function isUntouched({ reason, steps }: StackFailed): boolean {
  return reason === FailureReason.Locked || (reason === FailureReason.Failed && changedOf(steps).length === 0);
}
