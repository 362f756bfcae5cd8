import { setMaxListeners } from "node:events";

/** How somebody asks a rollout to end before its end: once to let it finish what runs, twice to cut that short. */
export class Interruption {
  readonly #drain = new AbortController();
  readonly #cancel = new AbortController();

  constructor() {
    // Each engine and each look at a stack listens, and Node.js takes more than ten listeners for a leak.
    setMaxListeners(0, this.#drain.signal, this.#cancel.signal);
  }

  /** Aborted by the first request: stacks that are worked on are finished, nothing more begins, waits end at once. */
  get drain(): AbortSignal {
    return this.#drain.signal;
  }

  /** Aborted by the second request: engines are told to stop after what they have begun in AWS. */
  get cancel(): AbortSignal {
    return this.#cancel.signal;
  }

  /** Asks for the next step; a third request and further ones change nothing. */
  request(): void {
    if (this.#drain.signal.aborted) this.#cancel.abort();
    else this.#drain.abort();
  }
}
