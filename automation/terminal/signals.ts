/** Signals by which a person, a closed terminal or a CI system asks a process to end. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Time within which a second signal is the same request: npm and npx send the terminal's Ctrl-C on to what they run,
 * which so gets it twice.
 */
export const SAME_REQUEST_MS = 300;

/** The part of `process` that tells of signals. */
export interface SignalSource {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
}

/** Turns signals into requests until it is told to stop. */
export class Signals {
  readonly #source: SignalSource;
  readonly #request: () => void;

  constructor(told: { request(): void }, source: SignalSource = process, clock: () => number = Date.now) {
    this.#source = source;
    let last = Number.NEGATIVE_INFINITY;
    this.#request = () => {
      const now = clock();
      if (now - last < SAME_REQUEST_MS) return;
      last = now;
      told.request();
    };
    for (const signal of SIGNALS) source.on(signal, this.#request);
  }

  forget(): void {
    for (const signal of SIGNALS) this.#source.off(signal, this.#request);
  }
}
