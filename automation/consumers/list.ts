import type { ConsumerStatus } from "../../functions/lib/consumer";
import { errorText } from "../aws/error-text";
import { paintFor } from "../plan/render/paint";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { USUAL_SECONDS, watch } from "../terminal/watch";
import { type Failure, sightings } from "./connections";
import { failureLines, sightingDocument } from "./render/doomed";
import { type Listing, renderList } from "./render/list";
import { type Session, tell, tellBeside } from "./session";

export interface ListOptions extends RegistryOptions {
  readonly status?: ConsumerStatus;
  /** Whether the connections are counted, which reads every service in every Region. */
  readonly connections?: boolean;
  /** Seconds between two rounds; true for the usual ones, absent for one round. */
  readonly watch?: number | true;
}

/** `privatelink consumers list`. */
export async function list(session: Session<ListOptions>): Promise<number> {
  const { options, terminal } = session;
  const paint = paintFor(terminal.stdout, terminal.env);
  return session.withRegistry(async (context) => {
    const { clock } = context;
    if (options.watch !== undefined) {
      const round = async () => {
        const { listing, failures } = await listed(context, options);
        const beside = failureLines(failures, "connections cannot be counted").map((line) => `${line}\n`);
        return `${renderList(listing, clock(), paint)}${beside.join("")}`;
      };
      const seconds = options.watch === true ? USUAL_SECONDS : options.watch;
      return watch(round, { seconds, terminal, explain: errorText, clock });
    }
    const { listing, failures } = await listed(context, options);
    if (options.json === true) tell(session, documentOf(listing), []);
    else terminal.stdout.write(renderList(listing, clock(), paint));
    tellBeside(terminal, failureLines(failures, "connections cannot be counted"));
    return failures.length > 0 ? 1 : 0;
  });
}

async function listed(
  context: RegistryContext,
  { status, connections }: ListOptions,
): Promise<{ listing: Listing; failures: readonly Failure[] }> {
  const { consumers, unreadable } = await context.registry.contents();
  const wanted = consumers
    .filter((consumer) => status === undefined || consumer.status === status)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  if (connections !== true) return { listing: { consumers: wanted, unreadable }, failures: [] };
  const { found, failures } = await sightings(context, new Set(wanted.map(({ account }) => account)));
  return { listing: { consumers: wanted, unreadable, sightings: found }, failures };
}

function documentOf({ consumers, unreadable, sightings }: Listing): object {
  return {
    consumers: consumers.map((consumer) => ({
      ...consumer,
      ...(sightings === undefined
        ? {}
        : {
            connections: sightings
              .filter(({ connection }) => connection.account === consumer.account)
              .map(sightingDocument),
          }),
    })),
    unreadable,
  };
}
