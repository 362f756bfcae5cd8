/** How often a program is looked at, and how often in a row it must seem to stand still. */
export interface Looks {
  readonly everyMs: number;
  readonly inARow: number;
}

const LOOKS: Looks = { everyMs: 250, inARow: 10 };

/** The same once something has failed: then a standstill is what is to be expected. */
const LOOKS_AFTER_FAILURE: Looks = { everyMs: 10, inARow: 2 };

/** What does not wake a program: channels of this command. */
const IDLE = new Set(["MessagePort", "Worker", "TTYWrap", "PipeWrap", "SignalWrap"]);

/**
 * Waits until a program has stopped asking while nothing is under way that could wake it. That happens after a failure,
 * because outputs that depend on a failed one never settle, and to a program that waits for itself.
 * @param progress grows with everything that the program asks for
 * @param failed whether something has failed
 */
export function standstill(
  progress: () => number,
  failed: () => boolean,
  looks = LOOKS,
): { readonly reached: Promise<void>; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const alone = underWay();
  const reached = new Promise<void>((resolve) => {
    const look = (before: number, still: number) => {
      const { everyMs, inARow } = failed() ? LOOKS_AFTER_FAILURE : looks;
      // Node.js counts the timer of this look as long as the look lasts.
      const seen = underWay() <= alone + 1 && progress() === before ? still + 1 : 0;
      if (seen >= inARow) resolve();
      else timer = setTimeout(look, everyMs, progress(), seen);
    };
    timer = setTimeout(look, looks.everyMs, progress(), 0);
  });
  return { reached, stop: () => clearTimeout(timer) };
}

/** How many timers, requests, files and processes are waited for. */
function underWay(): number {
  return process.getActiveResourcesInfo().filter((resource) => !IDLE.has(resource)).length;
}
