import { INTERRUPTED, USAGE } from "./exit-codes";
import { NOTHING_BEGUN } from "./not-begun";
import { Refused } from "./refused";
import { type SignalSource, Signals } from "./signals";
import type { Terminal } from "./terminal";

/**
 * Asks before something that cannot be taken back. Returns when the answer is yes, at once with `yes`; throws a
 * {@link Refused} with exit code 2 when it is no, or when there is nobody to ask, and with 130 when a signal comes instead.
 * @param question ends with a question mark and names what is going to happen, for example
 *   `Reject 3 established connections of acme?`
 */
export async function confirm(
  question: string,
  yes: boolean | undefined,
  terminal: Terminal,
  source?: SignalSource,
): Promise<void> {
  if (yes === true) return;
  // Asked on stderr, so that what is printed to stdout can be read by a program all the same.
  const { stdin, stderr } = terminal;
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new Refused(`${question} There is no terminal to ask on: say --yes to go on without being asked.`, USAGE);
  }
  const { default: ask } = await import("@inquirer/confirm");
  const interrupted = new AbortController();
  const signals = new Signals({ request: () => interrupted.abort() }, source);
  let answer: boolean;
  try {
    const { signal } = interrupted;
    answer = await ask({ message: question, default: false }, { input: stdin, output: stderr, signal });
  } catch (error) {
    if (interrupted.signal.aborted) throw new Refused(NOTHING_BEGUN, INTERRUPTED);
    // The key Ctrl-C at the question, of which a terminal that is asked makes no signal.
    if (!(error instanceof Error && error.name === "ExitPromptError")) throw error;
    answer = false;
  } finally {
    signals.forget();
  }
  if (!answer) throw new Refused("Nothing was changed.", USAGE);
}
