import { InvalidArgumentError } from "commander";
import type { Terminal } from "./terminal";

/** Shortest time between two rounds: each one reads every Region. */
const SHORTEST_SECONDS = 2;
/** Time between two rounds where the option has no value. */
export const USUAL_SECONDS = 5;

export interface WatchOptions {
  /** Seconds between the end of one round and the beginning of the next. */
  readonly seconds: number;
  readonly terminal: Pick<Terminal, "stdout">;
  /** What a person is told of an error of a round; the watch goes on. An error that it throws again ends the watch. */
  readonly explain: (error: unknown) => string;
  readonly clock: () => Date;
  /** What Ctrl-C is told by. Defaults to this process. */
  readonly signals?: Signals;
}

/** The part of `process` that tells of Ctrl-C. */
export interface Signals {
  once(signal: "SIGINT", listener: () => void): unknown;
  off(signal: "SIGINT", listener: () => void): unknown;
}

/** Goes to the upper left corner and clears what is below: nothing flickers, and what was scrolled up stays. */
const REDRAW = "\u001b[H\u001b[J";
/** Clears the screen once, so that the first round does not begin in the middle of what was there. */
const CLEAR = "\u001b[2J";

/**
 * Shows what `round` returns, again and again, until Ctrl-C; returns the exit code, 0. A terminal shows the last round
 * alone, anything else all of them, one below the other.
 */
export async function watch(round: () => Promise<string>, options: WatchOptions): Promise<number> {
  const { seconds, terminal, explain, clock, signals = process } = options;
  const { stdout } = terminal;
  const redraws = stdout.isTTY === true;
  const stop = new Stop(signals);
  try {
    if (redraws) stdout.write(CLEAR);
    while (!stop.happened) {
      const text = await stop.or(round().catch(explain));
      if (text === undefined) break;
      const heading = redraws ? `Every ${seconds} s, Ctrl-C ends it. ${instant(clock())}` : instant(clock());
      stdout.write(`${redraws ? REDRAW : ""}${heading}\n\n${text.trimEnd()}\n${redraws ? "" : "\n"}`);
      await stop.after(seconds * 1000);
    }
  } finally {
    stop.forget();
  }
  return 0;
}

/** For `commander`: the value of `--watch [seconds]`. */
export function watchSeconds(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value) || Number(value) < SHORTEST_SECONDS) {
    throw new InvalidArgumentError(`Give seconds, at least ${SHORTEST_SECONDS}.`);
  }
  return Number(value);
}

function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Ctrl-C, which ends the watch at once: a round that is under way is left to itself, because it only reads. */
class Stop {
  happened = false;
  readonly #signals: Signals;
  readonly #reached: Promise<void>;
  readonly #note: () => void;

  constructor(signals: Signals) {
    const { promise, resolve } = withResolvers();
    this.#signals = signals;
    this.#reached = promise;
    this.#note = () => {
      this.happened = true;
      resolve();
    };
    signals.once("SIGINT", this.#note);
  }

  /** What the work gives, or undefined when it is stopped before. */
  async or<T>(work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work, this.#reached.then(() => undefined)]);
  }

  async after(milliseconds: number): Promise<void> {
    const { promise, resolve } = withResolvers();
    const timer = setTimeout(resolve, milliseconds);
    await Promise.race([promise, this.#reached]);
    clearTimeout(timer);
  }

  forget(): void {
    this.#signals.off("SIGINT", this.#note);
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
