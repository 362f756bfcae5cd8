import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/**
 * Spares the SDK's promises the stack traces that it takes for the report of leaked ones: a trace is translated by the
 * source maps at once, for some ten promises of every resource, and that takes longer than all the rest of a test.
 * Errors keep their traces, and so do promises where the report is asked for.
 */
export function withoutTracesOfPromises(): void {
  if (debuggable.debugPromiseLeaks || isSpared) return;
  isSpared = true;
  const { debuggablePromise } = debuggable;
  Object.assign(debuggable, { debuggablePromise: spared(debuggablePromise) });
}

let isSpared = false;

function spared<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return work(...args);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}
