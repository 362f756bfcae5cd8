import * as pulumi from "@pulumi/pulumi";

/** What the SDK does to each of its promises: notes where it was made, and that it is open. */
interface Debuggable {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise<T>(promise: Promise<T>): Promise<T>;
}

/** What the SDK notes of each resource: where in the program it was made. */
interface Traced {
  stackTrace(skip: number): readonly unknown[];
}

/**
 * Spares the SDK the books that it keeps of its promises, for a report of those that are open at the end of a process,
 * and of its resources, for the engine's displays: the traces are translated by the source maps at once, one for every
 * property of every resource, which takes longer than all the rest of a test. Errors keep their traces, and promises
 * too where `PULUMI_DEBUG_PROMISE_LEAKS` asks for the report.
 */
export function withoutTraces(): void {
  // The module as the SDK itself has it; an import of it would be a copy.
  const sdk = require("@pulumi/pulumi/runtime/debuggable") as Debuggable;
  if (sdk.debugPromiseLeaks) return;
  sdk.debuggablePromise = (promise) => promise;
  (pulumi.Resource as unknown as Traced).stackTrace = () => [];
}
