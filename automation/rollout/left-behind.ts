import { listed } from "../../components/lib/words";
import { referencesOf } from "../stacks/references";
import { sideBySide } from "./limit";
import { commandFor } from "./request";
import type { Run } from "./run";
import { attempted, ofStack, StackFailed } from "./stack-work";

/**
 * Why stacks must not be destroyed: others stay that are deployed, and copy the AMI of one or share its registry. What
 * counts is what a stack file says, and what the last update of the stack went by.
 */
export async function referredTo(run: Run): Promise<string[]> {
  const { plan, stacks = [], targets = [] } = run.request;
  // Whoever names single resources has looked at each; the stack stays.
  if (targets.length > 0) return [];
  const going = new Set(plan.waves.flatMap((wave) => wave.stacks));
  const staying = stacks.filter((stack) => !going.has(stack));
  const reasons = new Map<string, readonly string[]>();
  await sideBySide(
    staying,
    plan.parallel,
    () => true,
    async (stack) => {
      const found = await attempted(() => reasonsOf(run, stack, going));
      // What cannot be asked about may refer to them.
      reasons.set(
        stack,
        found instanceof StackFailed ? found.problems.map((problem) => `${stack}: ${problem}`) : found,
      );
    },
  );
  return staying.flatMap((stack) => reasons.get(stack) ?? []);
}

async function reasonsOf(run: Run, stack: string, going: ReadonlySet<string>): Promise<string[]> {
  const handle = run.handle(stack);
  const outputs = await ofStack(() => handle.outputs());
  if (Object.keys(outputs).length === 0) return [];
  const settings = await ofStack(() => handle.settings());
  const earlier = await ofStack(() => handle.earlier());
  const references = [...referencesOf(settings), ...referencesOf(earlier?.settings ?? {})];
  const found = references.filter((reference) => going.has(reference.stack));
  if (found.length === 0) return [];
  const texts = listed([...new Set(found.map(({ text }) => text))]);
  const command = commandFor(run.request, "destroy", `--stack ${stack}`);
  return [`${stack} is deployed and ${texts}: destroy it before (${command}), or all of them together.`];
}
