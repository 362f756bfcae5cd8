import { INTERRUPTED } from "./exit-codes";
import { type SignalSource, Signals } from "./signals";
import type { Terminal } from "./terminal";

/** All that there is to say of a command that was interrupted early: there is nothing to go on with. */
export const NOTHING_BEGUN = "Stopped before anything was begun.";

/**
 * Ends the process at the first signal, and says so, until it is told to forget that: for the time in which a command
 * only reads, at once and whatever it waits for. Child processes end with it.
 */
export function endsUntilBegun(
  { stderr }: Pick<Terminal, "stderr">,
  source: SignalSource = process,
  exit: (code: number) => void = (code) => process.exit(code),
): Signals {
  const request = (): void => {
    stderr.write(`${NOTHING_BEGUN}\n`);
    exit(INTERRUPTED);
  };
  return new Signals({ request }, source);
}
