import { at } from "./path";
import type { Problem } from "./problem";
import { checkWhole } from "./whole-numbers";

/** Bounds of healthy capacity while instances are replaced, in percent of the desired capacity. */
export interface RefreshSpec {
  readonly minHealthyPercentage?: number;
  readonly maxHealthyPercentage?: number;
}

/** The same with defaults. */
export type ResolvedRefresh = Required<RefreshSpec>;

const MIN_RANGE = { min: 0, max: 100, unit: "percent" };
const MAX_RANGE = { min: 100, max: 200, unit: "percent" };
const WIDEST = 100;

/** Launch before terminate: no capacity is lost, also in a zone with one instance. */
export const REFRESH_DEFAULTS: ResolvedRefresh = { minHealthyPercentage: 100, maxHealthyPercentage: 200 };

/** Bounds with defaults; a lower minimum alone lowers the maximum with it, as AWS allows 100 points between them. */
export function resolveRefresh({ minHealthyPercentage, maxHealthyPercentage }: RefreshSpec = {}): ResolvedRefresh {
  const min = minHealthyPercentage ?? REFRESH_DEFAULTS.minHealthyPercentage;
  return {
    minHealthyPercentage: min,
    maxHealthyPercentage: maxHealthyPercentage ?? Math.max(MAX_RANGE.min, min + WIDEST),
  };
}

/** What AWS would refuse in the bounds. */
export function checkRefresh(spec: RefreshSpec, path: string): Problem[] {
  const problems = [
    ...checkWhole(spec.minHealthyPercentage, at(path, "minHealthyPercentage"), MIN_RANGE),
    ...checkWhole(spec.maxHealthyPercentage, at(path, "maxHealthyPercentage"), MAX_RANGE),
  ];
  const { minHealthyPercentage: min, maxHealthyPercentage: max } = resolveRefresh(spec);
  if (problems.length > 0 || max - min <= WIDEST) return problems;
  const rule = `is more than ${WIDEST} points above minHealthyPercentage, ${min}`;
  return [{ path: at(path, "maxHealthyPercentage"), value: max, rule, remedy: `use at most ${min + WIDEST}` }];
}
