import { stateOf } from "../../functions/lib/connection";
import { paintFor } from "../plan/render/paint";
import type { RegistryContext } from "../registry/context";
import { errorText } from "../registry/error-text";
import type { Terminal } from "../terminal/terminal";
import { USUAL_SECONDS, watch } from "../terminal/watch";
import { type Observations, observeAll } from "./observe";
import type { ListOptions } from "./options";
import { connectionsJson, connectionsTable, failureLines, unreadableLines } from "./render-list";
import { servicesOf, unknown } from "./services";

/** `privatelink connections list`; returns the exit code. */
export async function list(context: RegistryContext, options: ListOptions, terminal: Terminal): Promise<number> {
  const { stdout, stderr, env } = terminal;
  const paint = paintFor(stdout, env);
  if (options.watch !== undefined) {
    const round = async (): Promise<string> => {
      const { observations, problems } = await read(context, options);
      const lines = [connectionsTable(observations, paint), ...problems, ...failureLines(observations.failed)];
      return lines.join("\n");
    };
    const seconds = options.watch === true ? USUAL_SECONDS : options.watch;
    return watch(round, { seconds, terminal, clock: context.clock, explain: errorText });
  }
  const { observations, problems } = await read(context, options);
  stdout.write(options.json === true ? connectionsJson(observations) : `${connectionsTable(observations, paint)}\n`);
  const beside = [...problems, ...failureLines(observations.failed)];
  if (beside.length > 0) stderr.write(`${beside.join("\n")}\n`);
  return observations.failed.length > 0 ? 1 : 0;
}

interface Listed {
  readonly observations: Observations;
  /** Entries of the registry that cannot be read. */
  readonly problems: readonly string[];
}

async function read(context: RegistryContext, options: ListOptions): Promise<Listed> {
  const [services, contents] = await Promise.all([servicesOf(context, options), context.registry.contents()]);
  const names = contents.consumers.map(({ name }) => name);
  if (options.consumer !== undefined && !names.includes(options.consumer)) {
    throw unknown("consumer", options.consumer, names);
  }
  const { observed, failed } = await observeAll(context, services, contents);
  const wanted = observed.map((one) => ({
    ...one,
    decisions: one.decisions.filter((each) => isWanted(each, options)),
  }));
  return { observations: { observed: wanted, failed }, problems: unreadableLines(contents.unreadable) };
}

function isWanted(
  { connection, consumer }: Observations["observed"][number]["decisions"][number],
  options: Pick<ListOptions, "state" | "consumer" | "unknown">,
): boolean {
  if (options.state !== undefined && stateOf(connection) !== options.state) return false;
  if (options.consumer !== undefined && consumer?.name !== options.consumer) return false;
  return options.unknown !== true || consumer === undefined;
}
