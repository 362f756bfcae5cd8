import { awsErrorText } from "../aws/errors";
import {
  FailureReason,
  isUnchanged,
  type Operation,
  OperationFailed,
  type OperationProgress,
  type OperationResult,
  type ResourceStep,
} from "../engine/operation";
import type { OperateOptions } from "../stacks/place";
import { Refused } from "../terminal/refused";
import { type Changes, StackOutcome } from "./events";
import type { Run } from "./run";
import type { StackReport } from "./summaries";

/** Work on a stack that did not come to its end; the other stacks are not concerned. */
export class StackFailed extends Refused {
  constructor(
    readonly problems: readonly string[],
    /** Why the engine gave up; undefined where it was not the engine. */
    readonly reason?: FailureReason,
    /** What the engine had begun by then. */
    readonly steps: readonly ResourceStep[] = [],
  ) {
    super(problems.join("\n"));
    this.name = "StackFailed";
  }

  get report(): Pick<StackReport, "outcome" | "problems" | "steps" | "changes"> {
    const cancelled = this.reason === FailureReason.Cancelled;
    const outcome = cancelled ? StackOutcome.Cancelled : StackOutcome.Failed;
    const steps = changedOf(this.steps);
    // What failed is among what was begun, and the engine's sentences say which it is.
    const ended = steps.filter(({ name }) => !this.problems.some((problem) => problem.includes(`"${name}": `)));
    return { outcome, problems: this.problems, steps, changes: countsOf(ended) };
  }
}

/** Asks the place something about a stack: what goes wrong with it is a failure of that stack. */
export async function ofStack<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StackFailed) throw error;
    if (error instanceof OperationFailed) throw new StackFailed(error.errors, error.reason, error.steps);
    throw new StackFailed([awsErrorText(error) ?? (error instanceof Error ? error.message : String(error))]);
  }
}

/** What came of work on a stack: what it gave, or why it failed. Other errors go on: they concern all stacks. */
export async function attempted<T>(work: () => Promise<T>): Promise<T | StackFailed> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StackFailed) return error;
    throw error;
  }
}

/** Does an operation on a stack, and tells how far it is. Throws a {@link StackFailed}. */
export async function operateOn(
  run: Run,
  stack: string,
  operation: Operation,
  options: Pick<OperateOptions, "message" | "settings" | "beforeChange"> = {},
): Promise<OperationResult> {
  const { targets = [] } = run.request;
  const { cancel } = run.interruption;
  if (cancel.aborted) throw new StackFailed(["It was told to stop before its engine began."], FailureReason.Cancelled);
  let last = "";
  const onProgress = ({ done, running }: OperationProgress): void => {
    const seen = `${done} ${running}`;
    if (seen === last) return;
    last = seen;
    run.tell({ type: "stack-progressed", stack, operation, done, running });
  };
  return ofStack(() =>
    run.handle(stack).operate(operation, {
      ...options,
      ...(targets.length > 0 && { targets }),
      signal: cancel,
      onProgress,
    }),
  );
}

/** What the summary says of an operation that came to its end. */
export function reportOf(result: OperationResult): Omit<StackReport, "seconds" | "problems"> {
  const outcome = isUnchanged(result) ? StackOutcome.Unchanged : StackOutcome.Done;
  return { outcome, changes: { ...result.changes }, steps: changedOf(result.steps), warnings: result.warnings };
}

/** How many resources by what was done with them. */
export function countsOf(steps: readonly ResourceStep[]): Changes {
  const counts: Record<string, number> = {};
  for (const { op } of steps) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

/** The steps that change something. */
export function changedOf(steps: readonly ResourceStep[]): ResourceStep[] {
  return steps.filter(({ op }) => !isUnchanged({ changes: { [op]: 1 } }));
}
