import { type DriftReport, driftExitCode } from "../report";

const OUTCOMES = { 0: "none", 1: "incomplete", 2: "drift" } as const;

/** A report for tools. Stacks without a value have none in the matrix either. */
export function reportJson(report: DriftReport): string {
  return `${JSON.stringify({ drift: OUTCOMES[driftExitCode(report)], ...report }, undefined, 2)}\n`;
}
