import { nearest } from "../../../components/lib/nearest";
import { sentence } from "../../../components/lib/problem";
import { checkWhole } from "../../../components/lib/whole-numbers";
import { listed } from "../../../components/lib/words";
import { USAGE } from "../../terminal/exit-codes";
import type { RolloutPlan } from "../plan";
import { RolloutFileError } from "./error";
import { PARALLEL } from "./numbers";

/** What a command line picks of a plan. */
export interface Selection {
  /** Names of stacks. Defaults to all that are in the waves, as does an empty list. */
  readonly stacks?: readonly string[] | undefined;
  /** Names of waves. Defaults to all, as does an empty list. */
  readonly waves?: readonly string[] | undefined;
  /** How many engines run at once, in place of what the plan says. */
  readonly parallel?: number | undefined;
}

/**
 * The plan with nothing but the chosen stacks and waves, in its own order. What its file leaves out stays as it is. A wave that
 * the plan lets run as wide as everything follows the given `parallel`; a narrower one gets no wider. Throws a
 * {@link RolloutFileError} that says every name that is unknown.
 * @param parallelName what messages call `parallel`. Defaults to `parallel`.
 */
export function selectWaves(
  plan: RolloutPlan,
  { stacks = [], waves = [], parallel }: Selection,
  parallelName = "parallel",
): RolloutPlan {
  const messages = [
    ...unknownWaves(plan, waves),
    ...unknownStacks(plan, stacks, waves),
    ...checkWhole(parallel, parallelName, PARALLEL).map(sentence),
  ];
  if (messages.length > 0) throw new RolloutFileError(messages, USAGE);
  const most = parallel ?? plan.parallel;
  const chosen = plan.waves
    .filter(({ name }) => isWanted(name, waves))
    .map((wave) => ({
      ...wave,
      parallel: wave.parallel === plan.parallel ? most : Math.min(wave.parallel, most),
      stacks: wave.stacks.filter((stack) => isWanted(stack, stacks)),
    }))
    .filter((wave) => wave.stacks.length > 0);
  return { ...plan, waves: chosen, parallel: most };
}

function isWanted(name: string, names: readonly string[]): boolean {
  return names.length === 0 || names.includes(name);
}

function unknownWaves(plan: RolloutPlan, names: readonly string[]): string[] {
  const known = plan.waves.map(({ name }) => name);
  return unique(names)
    .filter((name) => !known.includes(name))
    .map((name) => `There is no wave ${name}; ${remedy(name, known, "the waves are")}`);
}

function unknownStacks(plan: RolloutPlan, names: readonly string[], waves: readonly string[]): string[] {
  const known = plan.waves.flatMap((wave) => wave.stacks);
  return unique(names).flatMap((name) => {
    const wave = plan.waves.find(({ stacks }) => stacks.includes(name));
    if (wave !== undefined) {
      if (isWanted(wave.name, waves)) return [];
      return [`The stack ${name} is in the wave ${wave.name}, which is not among ${listed(waves)}.`];
    }
    if (plan.leftOut.includes(name)) return [leftOut(name, plan)];
    return [`There is no stack ${name}; ${remedy(name, [...known, ...plan.leftOut], "the stacks are")}`];
  });
}

function leftOut(stack: string, { file }: RolloutPlan): string {
  return `The stack ${stack} is in no wave${file === undefined ? "" : ` of ${file}`}; add it to one, or work on it by pulumi.`;
}

function remedy(name: string, known: readonly string[], list: string): string {
  const meant = nearest(name, known);
  return meant === undefined ? `${list} ${listed(known)}.` : `did you mean ${meant}?`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
