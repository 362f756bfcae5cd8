import { AlreadyRegistered, ChangedMeanwhile, NameOfAnother } from "../../functions/lib/registry/conflicts";
import { UnreadableItemError } from "../../functions/lib/registry/decoding";
import type { Host } from "../host";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import type { openRegistry } from "../registry/open";
import { withRegistry } from "../registry/run";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";

/** What a verb of `privatelink consumers` works in. The registry is opened only once the command line is in order. */
export interface Session<O extends RegistryOptions = RegistryOptions> {
  readonly options: O;
  readonly terminal: Terminal;
  /** Opens the registry for the work, and tells of what AWS refuses. */
  withRegistry(work: (context: RegistryContext) => Promise<number>): Promise<number>;
}

/** Runs a verb and returns its exit code; a {@link Refused} becomes its sentence on stderr. */
export async function inSession<O extends RegistryOptions>(
  host: Pick<Host, "root">,
  options: O,
  terminal: Terminal,
  verb: (session: Session<O>) => Promise<number>,
  open?: typeof openRegistry,
): Promise<number> {
  try {
    return await verb({
      options,
      terminal,
      withRegistry: (work) => withRegistry(host, options, terminal, (context) => refusing(() => work(context)), open),
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

const REFUSALS = [AlreadyRegistered, ChangedMeanwhile, NameOfAnother, UnreadableItemError];

/** What the registry refuses is told like any refusal: the messages stand alone and say what to do. */
async function refusing(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    throw REFUSALS.some((kind) => error instanceof kind) ? new Refused((error as Error).message) : error;
  }
}

/** Prints what a verb has done: one JSON document for programs, or lines for people. */
export function tell(
  { options: { json }, terminal: { stdout } }: Pick<Session, "options" | "terminal">,
  document: object,
  lines: readonly string[],
): void {
  stdout.write(json === true ? `${JSON.stringify(document, undefined, 2)}\n` : `${lines.join("\n")}\n`);
}

/** Prints what goes beside the result: progress, and what failed. */
export function tellBeside({ stderr }: Pick<Terminal, "stderr">, lines: readonly string[]): void {
  if (lines.length > 0) stderr.write(`${lines.join("\n")}\n`);
}
