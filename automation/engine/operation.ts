import type { OpMap, OpType, OutputMap, PreviewOptions, RefreshOptions, Stack } from "@pulumi/pulumi/automation";
import type { PropertyDifference } from "./difference";
import { EventLog } from "./event-log";
import { FailureReason, failureOf, OperationFailed } from "./failure";
import { GentleStop } from "./gentle-stop";
import { targetProblems, targetUrn } from "./targets";

export { DifferenceKind, type PropertyDifference } from "./difference";
export { FailureReason, OperationFailed } from "./failure";

/** What can be done with a stack. */
export const Operation = { Up: "up", Preview: "preview", Refresh: "refresh", Destroy: "destroy" } as const;
export type Operation = (typeof Operation)[keyof typeof Operation];

/** What the engine did with one resource; in the order in which it was begun. */
export interface ResourceStep {
  readonly op: OpType;
  /** Token, for example `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly urn: string;
  /** Inputs that differ; empty for a resource that is new, gone or the same. */
  readonly diffs: readonly string[];
  /** Inputs whose change makes a new resource. */
  readonly replaces: readonly string[];
  /** What differs in detail; empty for a resource that is new, gone or the same. */
  readonly differences: readonly PropertyDifference[];
  /** Id that AWS gave; absent for a component and for a resource that is gone. */
  readonly id?: string;
  /** What the program gave, with secrets masked; absent for a resource that is gone. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What the resource is after the step; in a refresh, what AWS has. Likewise. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface OperationResult {
  /** How many resources by what was done with them. */
  readonly changes: OpMap;
  readonly steps: readonly ResourceStep[];
  /** Warnings of the program and the engine. */
  readonly warnings: readonly string[];
  /** Outputs of the stack after an `up`. */
  readonly outputs: OutputMap;
  readonly seconds: number;
}

/** How far an operation is. */
export interface OperationProgress {
  /** Resources that are dealt with, those that stay as they are among them. */
  readonly done: number;
  /** Resources that are being worked on. */
  readonly running: number;
}

export interface EngineOptions {
  /** URNs or logical names, to which the operation is confined. Defaults to the whole stack. */
  readonly targets?: readonly string[];
  /** File that has the config. Defaults to the stack file. */
  readonly configFile?: string;
  /** Kept with the update in its history. */
  readonly message?: string;
  /** Aborted, it interrupts the engine at the next moment at which that leaves nothing behind. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OperationProgress) => void;
  /** Called right before the first change, after the preview that comes before it; what it throws keeps all as it is. */
  readonly beforeChange?: () => Promise<void>;
}

/** The part of a stack of the Automation API that operations are done by. */
export type OperableStack = Pick<
  Stack,
  "name" | "up" | "preview" | "refresh" | "previewRefresh" | "destroy" | "previewDestroy"
>;

/** What the Automation API is told with each operation. */
type Told = PreviewOptions & RefreshOptions;
type Action = (stack: OperableStack, told: Told) => Promise<{ readonly outputs?: OutputMap }>;

const ACTIONS: Readonly<Record<Operation, Action>> = {
  [Operation.Up]: (stack, told) => stack.up({ ...told, showSecrets: false }),
  [Operation.Preview]: (stack, told) => nothing(stack.preview(told)),
  [Operation.Refresh]: (stack, told) => nothing(stack.refresh({ ...told, showSecrets: false })),
  [Operation.Destroy]: (stack, told) => nothing(stack.destroy({ ...told, showSecrets: false })),
};

/** What says what an action would do. */
const REHEARSALS: Readonly<Record<Operation, Action>> = {
  [Operation.Up]: ACTIONS.preview,
  [Operation.Preview]: ACTIONS.preview,
  [Operation.Refresh]: (stack, told) => nothing(stack.previewRefresh(told)),
  [Operation.Destroy]: (stack, told) => nothing(stack.previewDestroy(told)),
};

/** Does an operation on a stack without asking. Throws an {@link OperationFailed}. */
export async function operate(
  operation: Operation,
  stack: OperableStack,
  options: EngineOptions = {},
): Promise<OperationResult> {
  if (operation === Operation.Preview) return rehearse(operation, stack, options);
  // Without it, the engine deletes everything up to the first resource that is protected, and overlooks a wrong target.
  if (operation === Operation.Destroy || options.targets?.length) {
    const { onProgress: _, ...silent } = options;
    await rehearse(operation, stack, silent);
  }
  await options.beforeChange?.();
  return carryOut(operation, stack, options, ACTIONS[operation]);
}

/** Compares the state with AWS and changes neither: the steps are what a refresh would do to the state. */
export function drift(stack: OperableStack, options: EngineOptions = {}): Promise<OperationResult> {
  return rehearse(Operation.Refresh, stack, options);
}

/** Whether an operation left, or a preview would leave, every resource as it is. */
export function isUnchanged({ changes }: Pick<OperationResult, "changes">): boolean {
  return Object.entries(changes).every(([op, count]) => count === 0 || /^(same|refresh|read|discard)/.test(op));
}

async function rehearse(operation: Operation, stack: OperableStack, options: EngineOptions): Promise<OperationResult> {
  const result = await carryOut(operation, stack, options, REHEARSALS[operation]);
  const problems = targetProblems(stack.name, options.targets ?? [], result.steps);
  if (problems.length > 0) throw new OperationFailed(operation, stack.name, problems, []);
  return result;
}

async function carryOut(
  operation: Operation,
  stack: OperableStack,
  { targets = [], configFile, message, signal, onProgress }: EngineOptions,
  action: Action,
): Promise<OperationResult> {
  if (signal?.aborted) {
    const error = `pulumi ${operation} of ${stack.name} was told to stop before it began.`;
    throw new OperationFailed(operation, stack.name, [error], [], FailureReason.Cancelled);
  }
  const began = performance.now();
  const log = new EventLog(onProgress);
  const stop = new GentleStop(signal);
  try {
    const { outputs = {} } = await action(stack, {
      color: "never",
      signal: stop.signal,
      onEvent: (event) => {
        stop.note(event);
        log.add(event);
      },
      ...(targets.length === 0 ? {} : { target: targets.map((target) => targetUrn(stack.name, target)) }),
      ...(configFile === undefined ? {} : { configFile }),
      ...(message === undefined ? {} : { message }),
    });
    // An engine that was told to stop in the middle of a destroy ends as if it had come to its end.
    if (operation === Operation.Destroy && stop.signal.aborted) throw new Error("It was told to stop.");
    const seconds = (performance.now() - began) / 1000;
    return { changes: log.changes, outputs, steps: log.steps, warnings: log.warnings, seconds };
  } catch (error) {
    throw failureOf(operation, stack.name, error, log, stop);
  } finally {
    stop.release();
  }
}

/** Only an `up` publishes something. */
async function nothing(work: Promise<unknown>): Promise<{ readonly outputs?: OutputMap }> {
  await work;
  return {};
}
