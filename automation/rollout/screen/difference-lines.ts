import type { PropertyDifference, ResourceStep } from "../../engine/operation";
import { cut } from "./line";

const WIDEST_VALUE = 60;
/** Characters that are shown before the place where two long texts differ. */
const CONTEXT = 15;
/** Leaves of one property from which on only their number is told. */
const MOST_LEAVES = 8;

/** What the engine writes in place of a text that is known only when the resources before it are done. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A line for each value that differs in a resource, or the names of what differs where the engine tells no more. */
export function differenceLines({ differences, diffs, replaces }: ResourceStep): string[] {
  if (differences.length > 0) return differences.flatMap(linesOf);
  const others = diffs.filter((name) => !replaces.includes(name));
  return others.length > 0 ? [others.join(", ")] : [];
}

function linesOf({ path, before, after }: PropertyDifference): string[] {
  const leaves = leavesOf(path, before, after);
  const shown = leaves.slice(0, MOST_LEAVES).map(textOf);
  const more = leaves.length - shown.length;
  return more > 0 ? [...shown, `${path}: ${more} more`] : shown;
}

interface Leaf {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The innermost values that differ: a provider often says only that `tags` does, and not which tag. */
function leavesOf(path: string, before: unknown, after: unknown): Leaf[] {
  const [one, other] = [documentIn(before), documentIn(after)];
  const isText = one !== undefined && other !== undefined;
  const [from, to] = isText ? [one, other] : [before, after];
  const names = namesOf(from, to);
  if (names === undefined) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const leaves = names.flatMap((name) =>
    leavesOf(
      Array.isArray(to) ? `${path}[${name}]` : `${path}.${name}`,
      (from as Record<string, unknown>)[name],
      (to as Record<string, unknown>)[name],
    ),
  );
  // Two texts of the same document differ in how they are written.
  return isText && leaves.length === 0 && before !== after ? [{ path, before, after }] : leaves;
}

/** The document that a text is, such as a policy; undefined where it is none. */
function documentIn(value: unknown): object | undefined {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}

/** Names in which two values can be compared; undefined where they are compared as a whole. */
function namesOf(before: unknown, after: unknown): string[] | undefined {
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null) return undefined;
  if (Array.isArray(before) !== Array.isArray(after)) return undefined;
  // What was put in before the others would make all of them look different.
  if (Array.isArray(before) && before.length !== (after as unknown[]).length) return undefined;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function textOf({ path, before, after }: Leaf): string {
  if (before === undefined) return `${path}: ${valueText(after)} is added`;
  if (after === undefined) return `${path}: ${valueText(before)} is taken away`;
  const [from, to] = fromDifference(textIn(before), textIn(after));
  return `${path}: ${cut(from, WIDEST_VALUE)} -> ${cut(to, WIDEST_VALUE)}`;
}

/** Two texts of which one would be cut, from shortly before the place where they differ. */
function fromDifference(one: string, other: string): [string, string] {
  if (Math.max(one.length, other.length) <= WIDEST_VALUE) return [one, other];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const start = same - CONTEXT;
  return start <= 1 ? [one, other] : [`…${one.slice(start)}`, `…${other.slice(start)}`];
}

function valueText(value: unknown): string {
  return cut(textIn(value), WIDEST_VALUE);
}

function textIn(value: unknown): string {
  return (JSON.stringify(value) ?? "(known later)").replaceAll(`"${UNKNOWN}"`, "(known later)");
}
