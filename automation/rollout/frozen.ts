import { fingerprintOf } from "./fingerprint";
import type { Wave } from "./plan";
import { commandFor } from "./request";
import type { Run } from "./run";
import { attempted, ofStack, StackFailed } from "./stack-work";

/** What a stack would be brought up to now; undefined where that cannot be read: its update says what is wrong with it. */
export async function fingerprintNow(run: Run, stack: string): Promise<string | undefined> {
  const found = await attempted(() =>
    ofStack(async () => {
      const settings = await run.handle(stack).settings();
      return fingerprintOf(run.request.place.project, settings, run.archives);
    }),
  );
  return found instanceof StackFailed ? undefined : found;
}

/** Notes what the stacks of waves are to be brought up to: a later wave must get nothing that no wave before it has had. */
export async function freeze(run: Run, waves: readonly Wave[]): Promise<void> {
  for (const stack of waves.flatMap(({ stacks }) => stacks)) {
    const fingerprint = await fingerprintNow(run, stack);
    if (fingerprint !== undefined) run.frozen.set(stack, fingerprint);
  }
}

/** The stacks of a wave that would be brought up to something else than when the rollout began, each with the sentence. */
export async function changedSince(run: Run, wave: Wave): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const stack of wave.stacks) {
    const frozen = run.frozen.get(stack);
    if (frozen !== undefined && frozen !== (await fingerprintNow(run, stack)))
      changed.set(stack, changedText(run, stack));
  }
  return changed;
}

/** What is said of a stack whose stack file or archives changed under a rollout. */
export function changedText(run: Run, stack: string): string {
  return (
    `The settings or archives of ${stack} have changed since this rollout began, so that it would get what no wave has had: ` +
    `bring the change into all waves by ${commandFor(run.request, "up")}, or take it back and go on by ${commandFor(run.request, "up", "--resume")}.`
  );
}
