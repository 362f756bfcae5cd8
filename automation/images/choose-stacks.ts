import { listed } from "../../components/lib/words";
import type { Project } from "../plan/project";
import { selectWaves } from "../rollout/file/select";
import type { RolloutPlan } from "../rollout/plan";
import { Refused } from "../terminal/refused";
import { ImageKind, type ImageStack, readImageStacks } from "./stacks";

/** The stacks of a command, and the ones around them. */
export interface ChosenStacks {
  /** Those that get an image, in the order of the waves. */
  readonly stacks: readonly ImageStack[];
  /** All that have a stack file: what they name must stay. */
  readonly all: readonly ImageStack[];
  /** The first one of the first wave. */
  readonly home: ImageStack;
}

/** The stacks of a plan that run on instances, or those of them that are named. */
export async function stacksOf(project: Project, plan: RolloutPlan, names: readonly string[]): Promise<ChosenStacks> {
  const { waves } = names.length === 0 ? plan : selectWaves(plan, { stacks: names });
  const all = await readImageStacks(project, project.stackFiles.keys());
  const wanted = waves.flatMap((wave) => wave.stacks);
  const found = wanted.flatMap((name) => all.filter(({ stack }) => stack === name));
  refuseWithout(names, found);
  const stacks = found.filter(({ kind }) => kind !== ImageKind.None);
  const [homeName] = plan.waves.flatMap((wave) => wave.stacks);
  const home = all.find(({ stack }) => stack === homeName);
  if (home === undefined || stacks.length === 0) {
    throw new Refused("There is no stack that runs on instances: none of the stack files has the key image.");
  }
  return { stacks, all, home };
}

/**
 * The stacks whose AMI a command sets. Throws a `Refused` for one that takes its AMI from an SSM parameter: whoever writes
 * the parameter decides about it, and what a stack file says would be another truth.
 * @param names only these; all stacks of the plan where there is none
 */
export async function chooseStacks(
  project: Project,
  plan: RolloutPlan,
  names: readonly string[],
): Promise<ChosenStacks> {
  const chosen = await stacksOf(project, plan, names);
  refuseParameters(chosen.stacks);
  return chosen;
}

function refuseWithout(names: readonly string[], found: readonly ImageStack[]): void {
  const without = found.filter(({ stack, kind }) => names.includes(stack) && kind === ImageKind.None);
  if (without.length === 0) return;
  throw new Refused(`${listed(without.map(({ stack }) => stack))}: no key image, as nothing there runs on instances.`);
}

function refuseParameters(stacks: readonly ImageStack[]): void {
  const byParameter = stacks.filter(({ kind }) => kind === ImageKind.Parameter).map(({ stack }) => stack);
  if (byParameter.length === 0) return;
  const others = stacks.filter(({ kind }) => kind !== ImageKind.Parameter).map(({ stack }) => `--stack ${stack}`);
  const leave =
    others.length === 0 ? "" : `, or leave ${byParameter.length === 1 ? "it" : "them"} out: ${others.join(" ")}`;
  throw new Refused(
    `${listed(byParameter)}: image.ssmParameter: the parameter says which AMI the stack runs, and whoever writes it decides; put the AMI into the parameter, take image.ssmParameter out of the stack file for image.id${leave}.`,
  );
}
