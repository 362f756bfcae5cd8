import { isDeepStrictEqual } from "node:util";
import type { PropertyDifference } from "../../engine/operation";
import { SECRET } from "../../stacks/place";

/** A value that is not what it was. */
export type Difference = Pick<PropertyDifference, "path" | "before" | "after">;

/** What the provider computes of `tags` and its own tags. */
const ALL_TAGS = "tagsAll";

/**
 * Differences down to the values that differ: some providers name only the property that has one somewhere in it, and
 * some name one that is the same after all.
 */
export function leafDifferences(differences: readonly PropertyDifference[]): Difference[] {
  const hasTags = differences.some(({ path }) => path === "tags" || path.startsWith("tags."));
  return differences
    .filter(({ path }) => !(hasTags && path.startsWith(ALL_TAGS)))
    .flatMap(({ path, before, after }) => {
      // Two secrets cannot be told apart; that the provider names them is all that is known.
      if (before === SECRET && after === SECRET) return [{ path, before, after }];
      return leaves(path, before, after);
    });
}

function leaves(path: string, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  // What AWS fills in where the program gives nothing.
  if (before === undefined && isEmpty(after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((value, index) => leaves(`${path}[${index}]`, value, after[index]));
  }
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => leaves(`${path}${member(key)}`, before[key], after[key]));
  }
  return [{ path, before, after }];
}

/** As the engine writes it. */
function member(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === "" || value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
