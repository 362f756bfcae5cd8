/** What the SDK keeps for itself: it hands every promise of its own through `debuggablePromise`. */
interface Debuggable {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise(promise: Promise<unknown>, context: unknown): Promise<unknown>;
}

/**
 * Spares the SDK's promises the stack traces that it takes for its report of leaked ones: each is translated by the
 * source maps at once, one for every property of every resource, which takes longer than all the rest of a test.
 * Errors keep their traces, and promises too where `PULUMI_DEBUG_PROMISE_LEAKS` asks for the report.
 */
export function withoutTracesOfPromises(): void {
  // The module as the SDK itself has it; an import of it would be a copy.
  const sdk = require("@pulumi/pulumi/runtime/debuggable") as Debuggable;
  if (sdk.debugPromiseLeaks || isSpared) return;
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
}

let isSpared = false;
