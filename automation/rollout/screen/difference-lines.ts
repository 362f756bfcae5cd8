import type { PropertyDifference, ResourceStep } from "../../engine/operation";
import { cut } from "./line";

const WIDEST_VALUE = 60;
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
  const names = namesOf(before, after);
  if (names === undefined) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  return names.flatMap((name) =>
    leavesOf(
      Array.isArray(after) ? `${path}[${name}]` : `${path}.${name}`,
      (before as Record<string, unknown>)[name],
      (after as Record<string, unknown>)[name],
    ),
  );
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
  return `${path}: ${valueText(before)} -> ${valueText(after)}`;
}

function valueText(value: unknown): string {
  if (value === UNKNOWN) return "(known later)";
  return cut((JSON.stringify(value) ?? "(known later)").replaceAll(`"${UNKNOWN}"`, "(known later)"), WIDEST_VALUE);
}
