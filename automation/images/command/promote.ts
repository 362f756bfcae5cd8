import { systemClock } from "../../clock";
import type { Host } from "../../host";
import { paintFor } from "../../plan/render/paint";
import { confirm } from "../../terminal/confirm";
import { INTERRUPTED } from "../../terminal/exit-codes";
import { Signals } from "../../terminal/signals";
import type { Terminal } from "../../terminal/terminal";
import { planPromotion } from "../plan-promotion";
import { promote } from "../promote";
import type { Promotion } from "../promotion";
import { ProgressLines } from "../render/progress";
import { planJson, planText, promotedText, question } from "../render/promotion";
import { NOTHING_CHANGED } from "../render/words";
import type { PromoteOptions } from "./options";
import { inImageSession } from "./session";

const ENDED_EARLY =
  "Interrupted. No stack file was written. AWS goes on with the copies: the same command takes them up again.";
const ENDED_LATE =
  "Interrupted after the stack files were written. Not all older images are removed: the same command removes the rest.";

/** `privatelink image promote`; returns the exit code. */
export function promoteImage(
  host: Host,
  imageId: string,
  options: PromoteOptions,
  terminal: Terminal,
): Promise<number> {
  return inImageSession(host, options, terminal, async ({ project, plan, clientsOf, notBegun }) => {
    const { stdout, stderr, env } = terminal;
    const promotion = await planPromotion({
      project,
      plan,
      imageId,
      stacks: options.stack,
      sharing: options.permissions,
      clientsOf,
      ...(options.from === undefined ? {} : { from: options.from }),
    });
    if (options.dryRun === true) {
      const text = () => `${planText(promotion, paintFor(stdout, env))}${NOTHING_CHANGED}\n`;
      stdout.write(options.json === true ? planJson(promotion) : text());
      return 0;
    }
    const shown = options.json === true ? stderr : stdout;
    shown.write(planText(promotion, paintFor(shown, env)));
    const asked = question(promotion);
    if (asked !== undefined) await confirm(asked, options.yes, terminal);
    return carryOut(promotion, options, terminal, notBegun);
  });
}

async function carryOut(
  promotion: Promotion,
  options: PromoteOptions,
  { stdout, stderr, env }: Terminal,
  notBegun: Signals,
): Promise<number> {
  const lines = new ProgressLines(stderr, systemClock);
  const stop = new AbortController();
  const signals = new Signals({ request: () => stop.abort() });
  notBegun.forget();
  try {
    const promoted = await promote(promotion, {
      signal: stop.signal,
      onEvent: (event) => lines.show(event),
    });
    stdout.write(
      options.json === true
        ? `${JSON.stringify(promoted, undefined, 2)}\n`
        : promotedText(promoted, paintFor(stdout, env)),
    );
    if (promoted.interrupted) {
      stderr.write(`${[...promoted.problems, ENDED_LATE].join("\n")}\n`);
      return INTERRUPTED;
    }
    if (promoted.problems.length === 0) return 0;
    stderr.write(
      `${promoted.problems.join("\n")}\nThe image is promoted all the same; the same command tries again.\n`,
    );
    return 1;
  } catch (error) {
    // Thrown nowhere after the first change of a file.
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
    stderr.write(`${ENDED_EARLY}\n`);
    return INTERRUPTED;
  } finally {
    await signals.end();
  }
}
