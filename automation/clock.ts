import { setTimeout } from "node:timers/promises";

/** What time it is, and a way to let it pass; tests have one of their own. */
export interface Clock {
  now(): Date;
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    signal?.throwIfAborted();
    try {
      await setTimeout(milliseconds, undefined, { signal });
    } catch (error) {
      // Node.js rejects with an error of its own, which says less than the reason.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
