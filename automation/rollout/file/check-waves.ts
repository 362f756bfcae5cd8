import { at } from "../../../components/lib/path";
import type { Problem } from "../../../components/lib/problem";
import { unknownStack, why } from "./check-references";
import { leadersOf, type ProjectStacks } from "./stacks";
import { REST } from "./words";

/** A wave as rollout.yaml has it: names of stacks, or the word for all that no wave names. */
export interface WrittenWave {
  readonly name: string;
  /** Required, and undefined where it is missing. */
  readonly stacks: readonly string[] | typeof REST | undefined;
}

/** A wave with the names of its stacks. */
export interface NamedStacks {
  readonly name: string;
  readonly stacks: readonly string[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What is wrong with the names of waves, with the stacks in them, and with their order. */
export function checkWaves(waves: readonly WrittenWave[], stacks: ProjectStacks): Problem[] {
  if (waves.length === 0) {
    const remedy = "add one, or leave it out for the home stack and then the rest";
    return [{ path: "waves", value: waves, rule: "has no wave", remedy }];
  }
  return [...checkNames(waves), ...checkPlaces(waves, stacks), ...checkOrder(waves, stacks)];
}

/** The waves with the word for the rest replaced by the stacks that it stands for. */
export function resolveWaves(waves: readonly WrittenWave[], stacks: ProjectStacks): NamedStacks[] {
  const named = new Set(waves.flatMap((wave) => (wave.stacks === REST ? [] : (wave.stacks ?? []))));
  const rest = [...stacks.keys()].filter((stack) => !named.has(stack)).sort();
  return waves.map((wave) => ({ name: wave.name, stacks: wave.stacks === REST ? rest : (wave.stacks ?? []) }));
}

function checkNames(waves: readonly WrittenWave[]): Problem[] {
  const names = waves.map(({ name }) => name);
  return names.flatMap((value, index) => {
    const path = at(at("waves", index), "name");
    if (!NAME.test(value)) {
      const rule = "is not a name of at most 40 letters, digits, hyphens, underscores and dots";
      return [{ path, value, rule, remedy: "use one such as europe, which begins with a letter or digit" }];
    }
    const first = names.indexOf(value);
    if (first === index) return [];
    return [{ path, value, rule: `is the name of waves[${first}] already`, remedy: "give each wave its own" }];
  });
}

/** Where a stack, or the word for the rest, is written. */
interface Place {
  readonly path: string;
  readonly index: number;
  readonly wave: string;
  readonly value: string;
  readonly isRest: boolean;
}

function checkPlaces(waves: readonly WrittenWave[], stacks: ProjectStacks): Problem[] {
  const places = waves.flatMap(placesOf);
  const taken = places.flatMap(({ path, index, value, isRest }, place) => {
    // A stack may be called as the word is.
    const first = places.find((other) => other.value === value && other.isRest === isRest);
    if (first === undefined || first === places[place]) return [];
    const rule = first.index === index ? "is twice in this wave" : `is in the wave ${first.wave} already`;
    return [{ path, value, rule, remedy: "keep it in one place" }];
  });
  const unknown = places
    .filter(({ value, isRest }) => !isRest && !stacks.has(value))
    .map(({ path, value }) => ({ path, value, ...(value === REST ? BRACKETS : unknownStack(value, stacks.keys())) }));
  return [...waves.flatMap(checkPresence), ...taken, ...unknown];
}

/** Of the word for the rest where the name of a stack belongs. */
const BRACKETS: Pick<Problem, "rule" | "remedy"> = {
  rule: "is no stack of this project",
  remedy: `for all stacks that are in no other wave, write stacks: ${REST}, without brackets`,
};

function placesOf({ name, stacks = [] }: WrittenWave, index: number): Place[] {
  const path = at(at("waves", index), "stacks");
  if (stacks === REST) return [{ path, index, wave: name, value: REST, isRest: true }];
  return stacks.map((value, position) => ({ path: at(path, position), index, wave: name, value, isRest: false }));
}

function checkPresence({ stacks }: WrittenWave, index: number): Problem[] {
  const path = at(at("waves", index), "stacks");
  if (stacks === undefined) {
    return [{ path, value: stacks, rule: "is required", remedy: `name the stacks of the wave, or write ${REST}` }];
  }
  if (stacks.length > 0) return [];
  return [{ path, value: stacks, rule: "has no stack", remedy: "name one, or remove the wave" }];
}

/** Refuses a stack that comes no later than one that it needs. */
function checkOrder(written: readonly WrittenWave[], stacks: ProjectStacks): Problem[] {
  const waves = resolveWaves(written, stacks);
  const places = waves.flatMap((wave, index) => wave.stacks.map((stack, position) => ({ stack, index, position })));
  return places.flatMap(({ stack, index, position }, place) => {
    // What is in two places is a problem of its own.
    if (places.findIndex((other) => other.stack === stack) !== place) return [];
    const path = at(at("waves", index), "stacks");
    const isRest = written[index]?.stacks === REST;
    return leadersBefore(stack, stacks).flatMap((leader) => {
      const its = places.find((other) => other.stack === leader)?.index;
      if (its === undefined || its < index) return [];
      const where = its === index ? "is in the same wave" : `comes later, in the wave ${waves[its]?.name}`;
      const clause = `${why(stack, leader, stacks)}, which ${where}`;
      const remedy = `put ${leader} into a wave before ${waves[index]?.name}`;
      return isRest
        ? [{ path, value: REST, rule: `has ${stack}, which ${clause}`, remedy }]
        : [{ path: at(path, position), value: stack, rule: clause, remedy }];
    });
  });
}

/** The stacks that a stack refers to, but for those of a circle, which contradicts every order and is a problem of its own. */
function leadersBefore(stack: string, stacks: ProjectStacks): string[] {
  const leaders = new Set((stacks.get(stack) ?? []).map((reference) => reference.stack));
  return [...leaders].filter((leader) => leader !== stack && !leadersOf(leader, stacks).has(stack));
}
