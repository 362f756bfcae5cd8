import { Operation } from "../engine/operation";
import { referencesOf } from "../stacks/references";
import { brokenOff, type Ending, endedAt } from "./ending";
import { RolloutOutcome, StackOutcome } from "./events";
import { failUnlessAllowed } from "./guard";
import { sideBySide } from "./limit";
import type { Wave } from "./plan";
import type { Run } from "./run";
import { attempted, ofStack, operateOn, reportOf, StackFailed } from "./stack-work";
import type { StackReport } from "./summaries";
import { waitForWindow } from "./window";

/** Called when a stack has been destroyed. */
type OnDestroyed = (stack: string) => Promise<void>;

/**
 * Previews, refreshes or destroys the stacks, wave by wave. The first two go on after a stack that failed, because they
 * change nothing in AWS; what is destroyed is destroyed in the order in which nothing is missed by what is left.
 */
export async function passThrough(run: Run, waves: readonly Wave[], onDestroyed: OnDestroyed): Promise<Ending> {
  const destroys = run.request.operation === Operation.Destroy;
  let failedAt: Wave | undefined;
  for (const wave of waves) {
    if (destroys) await waitForWindow(run, wave);
    if (run.draining) return endedAt(wave, RolloutOutcome.Interrupted);
    run.tell({ type: "wave-began", wave: wave.name, stacks: wave.stacks });
    let failed = false;
    const mayBegin = (): boolean => !run.draining && !(destroys && failed);
    await sideBySide(wave.stacks, run.parallelIn(wave), mayBegin, (stack) =>
      run.engines.run(async () => {
        failed = !(await workOn(run, wave, stack, onDestroyed)) || failed;
      }),
    );
    const isLeft = wave.stacks.some((stack) => run.summaries.of(stack).outcome === StackOutcome.NotBegun);
    if (run.draining && (failed || isLeft)) return brokenOff(run, wave, RolloutOutcome.Interrupted);
    if (failed && destroys) return brokenOff(run, wave, RolloutOutcome.Stopped);
    if (failed) failedAt ??= wave;
    run.tell({ type: "wave-ended", wave: wave.name, healthy: !failed });
  }
  return failedAt === undefined ? { outcome: RolloutOutcome.Succeeded } : endedAt(failedAt, RolloutOutcome.Stopped);
}

async function workOn(run: Run, wave: Wave, stack: string, onDestroyed: OnDestroyed): Promise<boolean> {
  const { operation, targets } = run.request;
  const began = run.clock.now();
  const report = await attempted(async (): Promise<Partial<StackReport>> => {
    if (!(await ofStack(() => isThere(run, stack)))) return { outcome: StackOutcome.NotThere };
    run.tell({ type: "stack-began", wave: wave.name, stack, operation });
    run.summaries.add(stack, { warnings: await outdatedReferences(run, stack) });
    if (operation === Operation.Destroy) await failUnlessAllowed(run, stack);
    const result = await operateOn(run, stack, operation, optionsFor(run, wave, stack));
    // Of a stack that is destroyed in parts, what a rollback goes back to is still wanted.
    if (operation === Operation.Destroy && !targets?.length) await onDestroyed(stack);
    return reportOf(result);
  });
  const failed = report instanceof StackFailed;
  run.ended(stack, { ...(failed ? report.report : report), seconds: run.secondsSince(began) });
  return !failed;
}

/** Whether there is anything that the operation could be done with. */
async function isThere({ request: { operation, place } }: Run, stack: string): Promise<boolean> {
  const handle = place.stack(stack);
  if (operation !== Operation.Preview) return handle.exists();
  // A backend keeps the name of a stack that was destroyed. Its program fails where it reads what others were, as in a stack
  // that was never up. One whose first update failed has resources and no outputs.
  const outputs = await handle.outputs();
  return Object.keys(outputs).length > 0 || (await place.stacks()).includes(stack);
}

function optionsFor(run: Run, wave: Wave, stack: string): Parameters<typeof operateOn>[3] {
  const { operation } = run.request;
  if (operation === Operation.Preview) return {};
  const message = `privatelink ${operation}, wave ${wave.name}`;
  if (operation !== Operation.Destroy) return { message };
  // The engine previews first, for as long as the stack is large, with its door open all the time.
  return { message, beforeChange: () => failUnlessAllowed(run, stack) };
}

/** What a preview or refresh goes by that is not what it would be. */
async function outdatedReferences(run: Run, stack: string): Promise<string[]> {
  const { operation } = run.request;
  if (operation === Operation.Destroy) return [];
  const settings = await ofStack(() => run.handle(stack).settings());
  return referencesOf(settings).flatMap(({ stack: other, text }) => {
    const outcome = run.summaries.has(other) ? run.summaries.of(other).outcome : undefined;
    if (outcome === StackOutcome.Failed) {
      return [`${stack} ${text}, whose ${operation} failed: what is said here goes by the last update of ${other}.`];
    }
    // The program of a stack reads what the other one is, and not what it is going to be.
    const changes = operation === Operation.Preview && outcome === StackOutcome.Done;
    return changes ? [`${stack} ${text}, which is to change: what that changes in ${stack} is not shown.`] : [];
  });
}
