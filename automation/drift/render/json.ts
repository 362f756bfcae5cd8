import { type DriftReport, driftExitCode } from "../report";

const OUTCOMES = { 0: "none", 1: "incomplete", 2: "drift" } as const;

/** A report for tools. Stacks without a value have none in the matrix either. */
export function reportJson(report: DriftReport): string {
  // More digits than anybody can use would only make every report another one.
  const stacks = report.stacks.map((stack) => ({ ...stack, seconds: Math.round(stack.seconds * 10) / 10 }));
  return `${JSON.stringify({ drift: OUTCOMES[driftExitCode(report)], ...report, stacks }, undefined, 2)}\n`;
}
