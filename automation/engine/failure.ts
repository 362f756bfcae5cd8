import type { EventLog } from "./event-log";
import type { GentleStop } from "./gentle-stop";
import type { Operation, ResourceStep } from "./operation";

/** Why an operation did not come to its end. */
export const FailureReason = {
  /** Something in the program, in AWS or in the engine. */
  Failed: "failed",
  /** Another process works on the stack; nothing was begun. */
  Locked: "locked",
  /** It was told to stop, and did. */
  Cancelled: "cancelled",
  /** The engine was ended from outside; how far it was is not known. */
  Killed: "killed",
} as const;
export type FailureReason = (typeof FailureReason)[keyof typeof FailureReason];

/** An operation that the engine gave up, with what it and the program said about it. */
export class OperationFailed extends Error {
  constructor(
    readonly operation: Operation,
    readonly stackName: string,
    /** What is wrong, one entry each. */
    readonly errors: readonly string[],
    /** What was done before. */
    readonly steps: readonly ResourceStep[],
    readonly reason: FailureReason = FailureReason.Failed,
    /** Has what the Automation API threw, where it tells more. */
    options?: ErrorOptions,
  ) {
    super(`pulumi ${operation} of ${stackName} ${VERDICTS[reason]}:\n${errors.join("\n")}`, options);
    this.name = "OperationFailed";
  }
}

const VERDICTS: Readonly<Record<FailureReason, string>> = {
  [FailureReason.Failed]: "failed",
  [FailureReason.Locked]: "was not begun",
  [FailureReason.Cancelled]: "was stopped",
  [FailureReason.Killed]: "was killed",
};

/** What a call of the engine that threw comes to. */
export function failureOf(
  operation: Operation,
  stack: string,
  error: unknown,
  log: Pick<EventLog, "errors" | "steps">,
  stop: Pick<GentleStop, "signal">,
): OperationFailed {
  const fail = (reason: FailureReason, errors: readonly string[]) =>
    new OperationFailed(operation, stack, errors, log.steps, reason);
  const said = error instanceof Error ? error.message : String(error);
  // The classes of the Automation API are known by their names, so that only who runs an engine loads it.
  const name = error instanceof Error ? error.name : "";
  if (name === "ConcurrentUpdateError") return fail(FailureReason.Locked, [lockedText(stack, said)]);
  if (name === "EngineKilled") return fail(FailureReason.Killed, [...log.errors, killedText(stack, said)]);
  if (stop.signal.aborted) {
    return fail(FailureReason.Cancelled, [
      ...log.errors,
      `pulumi ${operation} of ${stack} was told to stop and left the rest as it is.`,
    ]);
  }
  if (isStackMissing(error) && log.steps.length === 0) {
    const text = `There is no stack ${stack} in the backend: the first pulumi up makes it.`;
    return new OperationFailed(operation, stack, [text], [], FailureReason.Failed, { cause: error });
  }
  // Without an error event it is the engine itself that could not run.
  return fail(FailureReason.Failed, log.errors.length > 0 ? log.errors : [said]);
}

/** Whether an engine could not do something because the backend does not have the stack. */
export function isStackMissing(error: unknown): boolean {
  const thrown = error instanceof OperationFailed ? error.cause : error;
  return thrown instanceof Error && thrown.name === "StackNotFoundError";
}

/** The backends say it differently: one that is a folder or bucket names the process, Pulumi Cloud does not. */
function lockedText(stack: string, said: string): string {
  const holders = [...said.matchAll(/created by (?<who>\S+) \(pid (?<pid>\d+)\) at (?<since>\S+)/g)].map(
    ({ groups = {} }) => `${groups.who} (process ${groups.pid}) since ${groups.since}`,
  );
  const who = holders.length === 0 ? "another update" : holders.join(" and ");
  return `${stack} is being worked on by ${who}: wait until it has ended or, if nobody works on it, run ${unlock(stack)}.`;
}

function killedText(stack: string, said: string): string {
  return (
    `${said} Its stack may still be locked, which ${unlock(stack)} ends, and may not know of what was begun last, ` +
    `which pulumi refresh --stack ${stack} finds.`
  );
}

function unlock(stack: string): string {
  return `pulumi cancel --stack ${stack}`;
}
