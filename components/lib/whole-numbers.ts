import type { Problem } from "./problem";

/** Bounds of a whole number, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** Unit for messages, for example `seconds`. */
  readonly unit?: string;
}

/** Refuses what is not a whole number within the range; an absent value is in order. */
export function checkWhole(value: number | undefined, path: string, { min, max, unit }: Range): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return [];
  const rule = `is not a whole number${unit ? ` of ${unit}` : ""} from ${min} to ${max}`;
  return [{ path, value, rule, remedy: `use a number from ${min} to ${max}` }];
}

/** TCP and UDP port numbers that can be listened on. */
export const PORT_RANGE: Range = { min: 1, max: 65_535 };
