import { listed } from "../../components/lib/words";
import { type Going, needsFrom, ownTable, type Saying } from "../stacks/needed-by";
import { askEach } from "./ask-each";
import { commandFor } from "./request";
import type { Run } from "./run";
import { ofStack } from "./stack-work";

/**
 * Why stacks must not be destroyed: others stay that are deployed, and copy the AMI of one or share its registry. What
 * counts is what a stack file says, and what the last update of the stack went by.
 */
export async function referredTo(run: Run): Promise<string[]> {
  const { plan, stacks = [], targets = [] } = run.request;
  // Whoever names single resources has looked at each; the stack stays.
  if (targets.length > 0) return [];
  const names = plan.waves.flatMap((wave) => wave.stacks);
  const staying = stacks.filter((stack) => !names.includes(stack));
  if (staying.length === 0) return [];
  const going = await askEach(names, plan.parallel, (stack) => goingOf(run, stack));
  const sayings = await askEach(staying, plan.parallel, (stack) => sayingOf(run, stack));
  return [
    // A stack of which nobody can tell what goes with it may take along what others need.
    ...going.problems,
    ...sayings.problems,
    ...staying.flatMap((stack) => reasonOf(run, stack, sayings.found.get(stack), [...going.found.values()])),
  ];
}

async function goingOf(run: Run, stack: string): Promise<Going> {
  const outputs = await ofStack(() => run.handle(stack).outputs());
  const tableArn = ownTable({ region: String(outputs.region), outputs });
  return { stack, ...(tableArn !== undefined && { tableArn }) };
}

/** Undefined of a stack that is not deployed. */
async function sayingOf(run: Run, stack: string): Promise<Saying | undefined> {
  const handle = run.handle(stack);
  const outputs = await ofStack(() => handle.outputs());
  if (Object.keys(outputs).length === 0) return undefined;
  const written = await ofStack(() => handle.settings());
  const earlier = await ofStack(() => handle.earlier());
  return { written: { ...run.request.place.defaults, ...written }, deployed: earlier?.settings ?? {} };
}

function reasonOf(run: Run, stack: string, saying: Saying | undefined, going: readonly Going[]): string[] {
  const needs = saying === undefined ? [] : needsFrom(saying, going);
  if (needs.length === 0) return [];
  const texts = listed([...new Set(needs.map(({ text }) => text))]);
  const command = commandFor(run.request, "destroy", `--stack ${stack}`);
  return [`${stack} is deployed and ${texts}: destroy it before (${command}), or all of them together.`];
}
