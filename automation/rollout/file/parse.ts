import type { Problem } from "../../../components/lib/problem";
import { keyPath } from "../../../components/lib/schema/issues";
import { type Judged, judge } from "../../../components/lib/schema/judge";
import { valueAt } from "../../../components/lib/schema/keys";
import { checkWaves } from "./check-waves";
import type { Written, WrittenGate } from "./resolve";
import { checkValues } from "./rules";
import { type GateKeys, type RolloutKeys, rolloutKeys } from "./schema";
import type { ProjectStacks } from "./stacks";
import { isWord, NO_GATE, REST, withoutWords, wordPlaces } from "./words";

/** Reads the value of a rollout.yaml for a project with these stacks, and says everything that is wrong with it. */
export function parseRollout(input: unknown, stacks: ProjectStacks): Judged<Written> {
  const judged = judge(rolloutKeys, withoutWords(input), [
    checkValues,
    (keys) => {
      const { waves } = withWords(keys, input);
      return waves === undefined ? [] : checkWaves(waves, stacks);
    },
  ]);
  if ("value" in judged) return { value: withWords(judged.value, input) };
  // Under a mistyped key a word is left in, and of another shape than the schema has: nothing but the key is wrong.
  const places = wordPlaces(input).map(keyPath);
  const isMisplaced = ({ path, value }: Problem) =>
    isWord(path.split(".").at(-1) ?? "", value) && !places.includes(path);
  return { problems: judged.problems.filter((problem) => !isMisplaced(problem)) };
}

function withWords(keys: RolloutKeys, input: unknown): Written {
  const gateAt = (place: readonly PropertyKey[], gate: GateKeys | undefined): WrittenGate =>
    isWord("gate", valueAt(input, place)) ? NO_GATE : gate;
  return {
    keys,
    gate: gateAt(["gate"], keys.gate),
    waves: keys.waves?.map((wave, index) => ({
      name: wave.name,
      stacks: isWord("stacks", valueAt(input, ["waves", index, "stacks"])) ? REST : wave.stacks,
      gate: gateAt(["waves", index, "gate"], wave.gate),
      keys: wave,
    })),
  };
}
