import * as pulumi from "@pulumi/pulumi";

import debuggable = require("@pulumi/pulumi/runtime/debuggable");

/** What the SDK does to each of its promises: notes where it was made, and that it is open. */
const promises = debuggable as { debuggablePromise?: <T>(promise: Promise<T>) => Promise<T> };

/** The part of the SDK's resources that notes where in the program each was made. */
const resources = pulumi.Resource as unknown as { stackTrace?: (skip: number) => readonly unknown[] };

/**
 * Limits stack traces. Without any frames, the SDK keeps no books either: those serve its debugger, its warning of open
 * promises at the end of a process, and the engine's displays, and they are half of the time of a registration.
 * @returns what undoes it
 */
export function limitTraces(frames: number): () => void {
  const { stackTraceLimit } = Error;
  const { debuggablePromise } = promises;
  const { stackTrace } = resources;
  Error.stackTraceLimit = frames;
  if (frames === 0) {
    promises.debuggablePromise = (promise) => promise;
    resources.stackTrace = () => [];
  }
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    promises.debuggablePromise = debuggablePromise;
    resources.stackTrace = stackTrace;
  };
}
