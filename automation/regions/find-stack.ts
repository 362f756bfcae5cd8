import { nearest } from "../../components/lib/nearest";
import { REGIONS } from "../../components/lib/regions";
import { listed } from "../../components/lib/words";
import type { StackSettings } from "../stacks/place";
import { Refused } from "../terminal/refused";

/** The stack that a person means by its name or its Region; undefined for a Region without one. Throws a {@link Refused}. */
export function findStack(word: string, stacks: ReadonlyMap<string, StackSettings>): string | undefined {
  if (stacks.has(word)) return word;
  const there = [...stacks].filter(([, settings]) => settings["aws:region"] === word).map(([stack]) => stack);
  if (there.length > 1)
    throw new Refused(`There are several stacks in ${word}; name one of ${listed(there, "or")}.`, 2);
  if (there.length === 1) return there[0];
  if (REGIONS.some(({ name }) => name === word)) return undefined;
  const meant = nearest(word, [...stacks.keys()]);
  const remedy =
    meant === undefined ? `the stacks are ${listed([...stacks.keys()]) || "none"}.` : `did you mean ${meant}?`;
  throw new Refused(`There is no stack ${word}, and no Region of that name; ${remedy}`, 2);
}
