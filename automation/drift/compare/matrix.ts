import { covers } from "../../stacks/setting-path";
import type { ComparedStack } from "./compared-stack";
import { deployedRows } from "./deployed-rows";
import { mostCommon } from "./most-common";
import { Aspect, type Matrix, type MatrixRow, type UnjudgedRow, Verdict } from "./row";
import { settingRows } from "./setting-rows";

/**
 * Compares stacks of several Regions: what they run, and what their stack files say.
 * @param stacks in the order in which they are brought up, so that the home Region comes first
 * @param mayDiffer paths of settings that they may have different
 */
export function compareRegions(stacks: readonly ComparedStack[], mayDiffer: readonly string[]): Matrix {
  const rows = [...deployedRows(stacks), ...settingRows(stacks)].map((row) => judged(row, mayDiffer));
  return { stacks: stacks.map(({ stack }) => stack), rows };
}

function judged(row: UnjudgedRow, mayDiffer: readonly string[]): MatrixRow {
  const entries = Object.entries(row.cells);
  const expected = mostCommon(entries.map(([stack]) => row.cells[sourceOf(stack, row)]?.value));
  const odd = entries.flatMap(([stack, { value }]) => (value === expected ? [] : [stack]));
  return { ...row, expected, odd, verdict: verdictOf(row, odd, mayDiffer) };
}

/** The stack whose value a stack has once everything is deployed: its own, or the one that it copies, through any number. */
function sourceOf(stack: string, { cells }: UnjudgedRow): string {
  const seen = new Set([stack]);
  let source = stack;
  for (let next = cells[source]?.copiedFrom; next !== undefined && !seen.has(next); next = cells[source]?.copiedFrom) {
    source = next;
    seen.add(next);
  }
  return source;
}

function verdictOf({ aspect, paths }: UnjudgedRow, odd: readonly string[], mayDiffer: readonly string[]): Verdict {
  if (aspect === Aspect.Zones) return Verdict.Information;
  if (odd.length === 0) return Verdict.Same;
  const allowed = paths.some((path) => mayDiffer.some((pattern) => covers(pattern, path)));
  return allowed ? Verdict.Allowed : Verdict.Differs;
}
