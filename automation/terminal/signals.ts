import { setTimeout as sleep } from "node:timers/promises";

/** Signals by which a person, a closed terminal or a CI system asks a process to end. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Time within which a second signal is the same request: npm and npx send the terminal's Ctrl-C on to what they run,
 * which so gets it twice.
 */
const SAME_REQUEST_MS = 300;

/** The part of `process` that tells of signals. */
export interface SignalSource {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
}

/** Who listens to a source, the last one at the end. */
const listeners = new WeakMap<SignalSource, readonly Signals[]>();

/**
 * Turns signals into requests until it is told to stop. Where several listen, the one that began last is told alone: it
 * knows best what is being done, such as asking a question in the middle of a command.
 */
export class Signals {
  readonly #source: SignalSource;
  readonly #request: () => void;
  #last = Number.NEGATIVE_INFINITY;

  constructor(told: { request(): void }, source: SignalSource = process, clock: () => number = Date.now) {
    this.#source = source;
    this.#request = () => {
      if (this.#all.at(-1) !== this) return;
      const now = clock();
      if (now - this.#last < SAME_REQUEST_MS) return;
      this.#last = now;
      told.request();
    };
    listeners.set(source, [...this.#all, this]);
    for (const signal of SIGNALS) source.on(signal, this.#request);
  }

  /** Stops listening. */
  forget(): void {
    listeners.set(
      this.#source,
      this.#all.filter((one) => one !== this),
    );
    for (const signal of SIGNALS) this.#source.off(signal, this.#request);
  }

  /**
   * Stops listening at the end of a command. After a request it goes on for as long as the process lives, and for as long as
   * the same request may come once more, which must not kill what is only about to exit.
   */
  async end(): Promise<void> {
    if (this.#last === Number.NEGATIVE_INFINITY) this.forget();
    else await sleep(SAME_REQUEST_MS);
  }

  get #all(): readonly Signals[] {
    return listeners.get(this.#source) ?? [];
  }
}
