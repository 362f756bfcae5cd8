import { StackOutcome, type StackSummary } from "./events";
import type { Wave } from "./plan";

/** What came of one piece of work on a stack. */
export type StackReport = Omit<StackSummary, "stack" | "wave">;

const NOT_BEGUN: StackReport = {
  outcome: StackOutcome.NotBegun,
  changes: {},
  seconds: 0,
  problems: [],
  warnings: [],
};

/** The lines of the summary: exactly one for each stack, in the order of the plan. */
export class Summaries {
  readonly #lines = new Map<string, StackSummary>();

  constructor(waves: readonly Wave[]) {
    for (const { name, stacks } of waves) {
      for (const stack of stacks) this.#lines.set(stack, { stack, wave: name, ...NOT_BEGUN });
    }
  }

  get all(): StackSummary[] {
    return [...this.#lines.values()];
  }

  has(stack: string): boolean {
    return this.#lines.has(stack);
  }

  of(stack: string): StackSummary {
    const line = this.#lines.get(stack);
    if (line === undefined) throw new Error(`The rollout has no stack ${stack}.`);
    return line;
  }

  /** Adds what was done: outcome, changes and steps are the last ones, seconds add up, texts are kept once each. */
  add(stack: string, report: Partial<StackReport>): StackSummary {
    const before = this.of(stack);
    const line: StackSummary = {
      ...before,
      outcome: report.outcome ?? before.outcome,
      changes: report.changes ?? before.changes,
      ...(report.steps !== undefined && { steps: report.steps }),
      ...(report.stillNew !== undefined && { stillNew: report.stillNew }),
      seconds: before.seconds + (report.seconds ?? 0),
      problems: [...new Set([...before.problems, ...(report.problems ?? [])])],
      warnings: [...new Set([...before.warnings, ...(report.warnings ?? [])])],
    };
    this.#lines.set(stack, line);
    return line;
  }
}
