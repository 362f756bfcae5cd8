import type { Step } from "./recorder";

/** One line per operation, those of a stack together. What went wrong was said when it happened. */
export function summary(steps: readonly Step[], totalSeconds: number): string {
  const stacks = [...new Set(steps.map(({ stack }) => stack))];
  const grouped = stacks.flatMap((name) => steps.filter(({ stack }) => stack === name));
  const rows = grouped.map(({ stack, operation, seconds, result, problems }) => [
    stack,
    operation,
    `${seconds.toFixed(1)} s`,
    result,
    problems.length === 0 ? "ok" : `${problems.length} problem${problems.length === 1 ? "" : "s"}`,
  ]);
  const head = ["stack", "operation", "time", "resources", "verdict"];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const table = [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
  const failed = steps.filter(({ problems }) => problems.length > 0).length;
  const verdict = `${steps.length - failed} passed, ${failed} failed`;
  return ["", ...table, "", `Total ${totalSeconds.toFixed(0)} s.`, verdict].join("\n");
}
