import { type Connection, ConnectionState, isPending, stateOf } from "../../functions/lib/connection";
import { errorText } from "../aws/error-text";
import { noConsumer } from "../consumers/no-consumer";
import { paintFor } from "../plan/render/paint";
import type { RegistryContext } from "../registry/context";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { USUAL_SECONDS, watch } from "../terminal/watch";
import { type Observations, observeAll } from "./observe";
import type { ListOptions } from "./options";
import { connectionsJson, connectionsTable, failureLines, isStranger, unreadableLines } from "./render-list";
import { servicesOf } from "./services";

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
  const { consumer } = options;
  if (consumer !== undefined && !contents.consumers.some(({ name }) => name === consumer)) {
    throw new Refused(noConsumer(consumer, contents));
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
  if (options.state !== undefined && !isIn(options.state, connection)) return false;
  if (options.consumer !== undefined && consumer?.name !== options.consumer) return false;
  return options.unknown !== true || isStranger({ connection, consumer });
}

/** Who says pending means what waits for a decision; AWS calls that pendingAcceptance, and has a state pending besides. */
function isIn(state: string, connection: Pick<Connection, "state">): boolean {
  if (stateOf(connection) === state) return true;
  return state === ConnectionState.Pending && isPending(connection);
}
