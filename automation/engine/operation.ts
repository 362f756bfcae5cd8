import type { EngineEvent, OpMap, OpType, OutputMap, Stack } from "@pulumi/pulumi/automation";

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

/** An operation that the engine gave up, with what it and the program said about it. */
export class OperationFailed extends Error {
  constructor(
    readonly operation: Operation,
    readonly stackName: string,
    /** What is wrong, one entry each. */
    readonly errors: readonly string[],
    /** What was done before. */
    readonly steps: readonly ResourceStep[],
  ) {
    super(`pulumi ${operation} of ${stackName} failed:\n${errors.join("\n")}`);
    this.name = "OperationFailed";
  }
}

/** Does an operation on a stack without asking. Throws an {@link OperationFailed}. */
export async function operate(
  operation: Operation,
  stack: Stack,
  onProgress?: (progress: OperationProgress) => void,
): Promise<OperationResult> {
  const began = performance.now();
  const log = new EventLog(onProgress);
  try {
    const { changes, outputs } = await run(operation, stack, log);
    const seconds = (performance.now() - began) / 1000;
    return { changes, outputs, steps: log.steps, warnings: log.warnings, seconds };
  } catch (error) {
    // Without an error event it is the engine itself that could not run.
    const errors = log.errors.length > 0 ? log.errors : [error instanceof Error ? error.message : String(error)];
    throw new OperationFailed(operation, stack.name, errors, log.steps);
  }
}

/** Whether an operation left, or a preview would leave, every resource as it is. */
export function isUnchanged({ changes }: Pick<OperationResult, "changes">): boolean {
  return Object.entries(changes).every(([op, count]) => count === 0 || /^(same|refresh|read|discard)/.test(op));
}

async function run(
  operation: Operation,
  stack: Stack,
  log: EventLog,
): Promise<Pick<OperationResult, "changes" | "outputs">> {
  const options = { onEvent: (event: EngineEvent) => log.add(event), color: "never" as const };
  switch (operation) {
    case Operation.Up: {
      const { summary, outputs } = await stack.up(options);
      return { changes: summary.resourceChanges ?? {}, outputs };
    }
    case Operation.Preview:
      return { changes: (await stack.preview(options)).changeSummary, outputs: {} };
    case Operation.Refresh:
      return { changes: (await stack.refresh(options)).summary.resourceChanges ?? {}, outputs: {} };
    case Operation.Destroy: {
      // Without its preview, the engine deletes everything up to the first resource that is protected.
      await stack.destroy({ ...options, previewOnly: true, onEvent: (event) => log.diagnose(event) });
      return { changes: (await stack.destroy(options)).summary.resourceChanges ?? {}, outputs: {} };
    }
  }
}

/** Collects what the engine tells while it works. */
class EventLog {
  readonly steps: ResourceStep[] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly #onProgress: ((progress: OperationProgress) => void) | undefined;
  #begun = 0;
  #done = 0;

  constructor(onProgress: ((progress: OperationProgress) => void) | undefined) {
    this.#onProgress = onProgress;
  }

  add(event: EngineEvent): void {
    this.diagnose(event);
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } = event;
    if (resourcePreEvent !== undefined) {
      const { op, type, urn, diffs, keys } = resourcePreEvent.metadata;
      this.steps.push({ op, type, urn, name: nameIn(urn), diffs: diffs ?? [], replaces: keys ?? [] });
      if (isCounted(type)) this.#begun++;
    }
    const ended = resOutputsEvent ?? resOpFailedEvent;
    if (ended !== undefined && isCounted(ended.metadata.type)) this.#done++;
    this.#onProgress?.({ done: this.#done, running: Math.max(0, this.#begun - this.#done) });
  }

  /** Takes only what the event says is wrong. */
  diagnose({ diagnosticEvent }: EngineEvent): void {
    if (diagnosticEvent === undefined) return;
    const { severity, urn, prefix, message, ephemeral } = diagnosticEvent;
    const list = severity === "error" ? this.errors : severity === "warning" ? this.warnings : undefined;
    if (list === undefined || ephemeral === true) return;
    const text = plain(`${prefix ?? ""}${message}`).trim();
    const named = urn === undefined || urn === "" || text.includes(typeIn(urn));
    const subject = named ? "" : `${typeIn(urn)} "${nameIn(urn)}": `;
    // The stack itself fails because something in it did, which has an entry of its own.
    if (/^(error: )?(update|preview|destroy|refresh) failed$/.test(text)) return;
    list.push(`${subject}${text.replace(/^(error|warning): /, "")}`);
  }
}

/** The engine leaves references to stacks, and the providers that it makes itself, out of its own counts. */
function isCounted(type: string): boolean {
  return type !== "pulumi:pulumi:StackReference" && !type.startsWith("pulumi:providers:");
}

/** The engine marks colours in braces, whatever colour it is told to use. */
function plain(text: string): string {
  return text.replaceAll(/<\{%.*?%\}>/g, "");
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
