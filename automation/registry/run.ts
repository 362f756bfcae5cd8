import { errorText } from "../aws/error-text";
import type { Host } from "../host";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import type { RegistryContext, RegistryOptions } from "./context";
import { openRegistry } from "./open";

/**
 * What a command about the registry runs in: opens the registry, runs `work` and returns the exit code that it gives.
 * A `Refused` and an error of AWS become their sentence on stderr and the exit code 1 or 2.
 */
export async function withRegistry(
  host: Pick<Host, "root">,
  options: RegistryOptions,
  terminal: Terminal,
  work: (context: RegistryContext) => Promise<number>,
  open: typeof openRegistry = openRegistry,
): Promise<number> {
  let context: RegistryContext | undefined;
  try {
    context = await open(options, host, terminal.env);
    return await work(context);
  } catch (error) {
    terminal.stderr.write(`${noTable(error, context) ?? errorText(error, terminal.env)}\n`);
    return error instanceof Refused ? error.exitCode : 1;
  } finally {
    context?.close();
  }
}

/** A table that is not there is told with its ARN and where that came from, which AWS does not say. */
function noTable(error: unknown, context: RegistryContext | undefined): string | undefined {
  if (context?.tableSource === undefined) return undefined;
  if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") return undefined;
  const source = context.tableSource.replace(/^Output/, "output");
  return `There is no table ${context.tableArn}, which ${source} names: check its account, Region and name.`;
}
