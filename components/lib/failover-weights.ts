import { at } from "./path";
import { type Check, type Problem, sentence } from "./problem";
import { checkWhole } from "./whole-numbers";

/** Heaviest weight of a record in Route 53; the lightest is 0. */
export const HEAVIEST = 255;
const WHOLE_PERCENT = 100;
/** Sums of fractions are not exact. */
const TOLERANCE = 1e-6;

/** A part of the traffic that moves to one endpoint. */
export interface Shift {
  readonly to: string;
  readonly percent: number;
}

/** How traffic is shared among endpoints. */
export interface Weighting {
  readonly keys: readonly string[];
  readonly weights?: Readonly<Record<string, number>>;
  readonly shift?: Shift;
}

/** Refuses weights that Route 53 does not take, that are not of all endpoints, or that are all 0. */
function checkWeights(weights: Readonly<Record<string, number>>, keys: readonly string[], path: string): Problem[] {
  const problems = Object.entries(weights).flatMap(([key, value]) =>
    keys.includes(key)
      ? checkWhole(value, at(path, key), { min: 0, max: HEAVIEST })
      : [unknownEndpoint(at(path, key), key, keys)],
  );
  for (const key of keys.filter((each) => !Object.hasOwn(weights, each))) {
    const remedy = "give one for each endpoint, 0 for one that stands by";
    problems.push({ path: at(path, key), value: undefined, rule: "is needed", remedy });
  }
  if (problems.length > 0 || keys.some((key) => weights[key] !== 0)) return problems;
  const rule = "are all 0, and Route 53 would then share the traffic equally";
  return [{ path, value: weights, rule, remedy: "give at least one endpoint a weight above 0" }];
}

function unknownEndpoint(path: string, value: unknown, keys: readonly string[]): Problem {
  return { path, value, rule: "is not one of the endpoints", remedy: `use one of ${keys.join(", ")}` };
}

function checkPercent(value: number, path: string): Problem[] {
  if (value >= 0 && value <= WHOLE_PERCENT) return [];
  return [{ path, value, rule: "is not a percentage from 0 to 100", remedy: "use one such as 10" }];
}

/** Everything that is wrong with how traffic is to be shared. */
export function checkWeighting({ keys, weights, shift }: Weighting): Problem[] {
  const problems = weights === undefined ? [] : checkWeights(weights, keys, "weights");
  if (shift === undefined) return problems;
  problems.push(...checkPercent(shift.percent, "shift.percent"));
  if (!keys.includes(shift.to)) return [...problems, unknownEndpoint("shift.to", shift.to, keys)];
  const others = keys.filter((key) => key !== shift.to);
  if (problems.length > 0 || shift.percent === WHOLE_PERCENT || others.some((key) => weights?.[key] !== 0)) {
    return problems;
  }
  const rule = `leaves the rest of the traffic to ${others.join(", ")}, and all their weights are 0`;
  return [...problems, { path: "shift", value: shift, rule, remedy: "give one of them a weight, or use percent 100" }];
}

/** The weight of each endpoint: those given, or equal ones; with a shift, what it leaves is shared in their proportion. */
export function resolvedWeights({ keys, weights, shift }: Weighting): Record<string, number> {
  const before = Object.fromEntries(keys.map((key) => [key, weights?.[key] ?? 1]));
  if (shift === undefined) return before;
  const others = keys.filter((key) => key !== shift.to);
  const sum = others.reduce((total, key) => total + (before[key] ?? 0), 0);
  const rest = WHOLE_PERCENT - shift.percent;
  const shares = others.map((key) => [key, rest === 0 ? 0 : (rest * (before[key] ?? 0)) / sum]);
  const byKey = Object.fromEntries([...shares, [shift.to, shift.percent]]);
  return proportionalWeights(Object.fromEntries(keys.map((key) => [key, byKey[key]])));
}

/**
 * Whole weights from 0 to 255 in the proportion of the shares, exact where that is possible. A share above 0 never
 * becomes 0, so one small part keeps some traffic, and at least one weight is above 0 when one share is.
 */
function proportionalWeights(shares: Readonly<Record<string, number>>): Record<string, number> {
  const most = Math.max(...Object.values(shares));
  const scaled = (factor: number) => Object.entries(shares).map(([key, share]) => [key, share * factor] as const);
  for (let factor = 1; factor <= HEAVIEST && most * factor <= HEAVIEST + TOLERANCE; factor++) {
    const exact = scaled(factor);
    if (exact.every(([, weight]) => Math.abs(weight - Math.round(weight)) < TOLERANCE)) {
      return Object.fromEntries(exact.map(([key, weight]) => [key, Math.round(weight)]));
    }
  }
  const nearest = (weight: number) => (weight === 0 ? 0 : Math.max(1, Math.round(weight)));
  return Object.fromEntries(scaled(HEAVIEST / most).map(([key, weight]) => [key, nearest(weight)]));
}

/** Refuses percentages that are none, or that are not 100 together. */
export const checkPercentages: Check<Readonly<Record<string, number>>> = (percentages, path) => {
  const problems = Object.entries(percentages).flatMap(([key, value]) => checkPercent(value, at(path, key)));
  const sum = Object.values(percentages).reduce((total, value) => total + value, 0);
  if (problems.length > 0 || Math.abs(sum - WHOLE_PERCENT) < TOLERANCE) return problems;
  const rule = `are ${Number(sum.toFixed(6))} percent together, not 100`;
  return [{ path, value: percentages, rule, remedy: "let them make up 100" }];
};

/**
 * Weights of records from percentages of the traffic, which must make up 100. Whole percentages stay as they are; of
 * others the nearest weights are taken, and none above 0 percent becomes 0.
 */
export function weightsFromPercentages(percentages: Readonly<Record<string, number>>): Record<string, number> {
  const problems = checkPercentages(percentages, "percentages");
  if (problems.length > 0) throw new Error(problems.map(sentence).join(" "));
  return proportionalWeights(percentages);
}
