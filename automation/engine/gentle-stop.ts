import type { EngineEvent } from "@pulumi/pulumi/automation";

/**
 * Passes a request to stop on to an engine, but only while the engine listens for it: from its first event to the last.
 * Before and after that it holds the lock of the stack, and an interrupt would end it at once, with the stack locked.
 */
export class GentleStop {
  readonly #request: AbortSignal | undefined;
  readonly #passedOn = new AbortController();
  readonly #pass = (): void => {
    if (this.#listens) this.#passedOn.abort();
  };
  #listens = false;

  constructor(request: AbortSignal | undefined) {
    this.#request = request;
    request?.addEventListener("abort", this.#pass);
  }

  /** What the engine is interrupted by. */
  get signal(): AbortSignal {
    return this.#passedOn.signal;
  }

  /** Whether somebody wants the operation to stop. */
  get requested(): boolean {
    return this.#request?.aborted ?? false;
  }

  /** Must be told every event of the engine. */
  note({ summaryEvent, cancelEvent }: EngineEvent): void {
    // After these two the engine only writes down what it did.
    this.#listens = summaryEvent === undefined && cancelEvent === undefined;
    if (this.requested) this.#pass();
  }

  /** Must be called when the engine has ended. */
  release(): void {
    this.#listens = false;
    this.#request?.removeEventListener("abort", this.#pass);
  }
}
