import * as pulumi from "@pulumi/pulumi";

/** What the SDK keeps for itself: it hands every promise of its own through `debuggablePromise`. */
interface Debuggable {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise(promise: Promise<unknown>, context: unknown): Promise<unknown>;
}

/** What the SDK notes of each resource: where in the program it was made. */
interface Traced {
  stackTrace(skip: number): readonly unknown[];
}

/**
 * Spares the SDK the stack traces that it takes of each of its promises, for its report of leaked ones, and of each
 * resource, for the engine's displays: they are translated by the source maps at once, one for every property of every
 * resource, which takes longer than all the rest of a test. Errors keep their traces, and promises too where
 * `PULUMI_DEBUG_PROMISE_LEAKS` asks for the report.
 */
export function withoutTraces(): void {
  if (isSpared) return;
  // The module as the SDK itself has it; an import of it would be a copy.
  const sdk = require("@pulumi/pulumi/runtime/debuggable") as Debuggable;
  if (sdk.debugPromiseLeaks) return;
  isSpared = true;
  const traced = sdk.debuggablePromise;
  sdk.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return traced(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  (pulumi.Resource as unknown as Traced).stackTrace = () => [];
}

let isSpared = false;
