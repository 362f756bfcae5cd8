import type { Range } from "../../../components/lib/whole-numbers";

/** How many stacks may be worked on at once: each is a process of its own, with a program and an AWS provider. */
export const PARALLEL: Range = { min: 1, max: 64, unit: "stacks" };

/** A week at most between two waves. */
export const PAUSE_MINUTES: Range = { min: 0, max: 10_080, unit: "minutes" };

/** A day at most until a wave is healthy. */
export const TIMEOUT_MINUTES: Range = { min: 1, max: 1440, unit: "minutes" };

export const SOAK_SECONDS: Range = { min: 0, max: 86_400, unit: "seconds" };

export const EVERY_SECONDS: Range = { min: 1, max: 60, unit: "seconds" };

export const PROBE_STATUS: Range = { min: 200, max: 599 };

export const PROBE_TIMEOUT_SECONDS: Range = { min: 1, max: 60, unit: "seconds" };

export const KEEP: Range = { min: 1, max: 20, unit: "images" };

/** The range in words, for the reference. */
export function rangeRule({ min, max }: Range): string {
  return `${min} to ${max}.`;
}
