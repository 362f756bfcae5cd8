import { type Path, replaced, valueAt } from "../../../components/lib/schema/keys";

/** In place of the keys of a gate: there is none. */
export const NO_GATE = false;

/** In place of a list of stacks: all that no wave names. */
export const REST = "rest";

/** The words that stand in place of what a key has otherwise, by the key. */
export const WORDS: Readonly<Record<string, unknown>> = { gate: NO_GATE, stacks: REST };

/** Whether a value is the word that may stand in place of what a key has otherwise. */
export function isWord(key: string, value: unknown): boolean {
  return key in WORDS && value === WORDS[key];
}

/** Where such a word stands in the input, at keys that are written as they should be. */
export function wordPlaces(input: unknown): Path[] {
  const waves = valueAt(input, ["waves"]);
  const inWaves = Array.isArray(waves)
    ? waves.flatMap((_, index) => Object.keys(WORDS).map((key) => ["waves", index, key]))
    : [];
  return [["gate"], ...inWaves].filter((place) => isWord(String(place.at(-1)), valueAt(input, place)));
}

/** The input without such words, which have another shape than what they stand in place of. */
export function withoutWords(input: unknown): unknown {
  return wordPlaces(input).reduce((rest, place) => replaced(rest, place, undefined), input);
}
