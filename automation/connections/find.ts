import type { Connection } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import type { Entitlement } from "../../functions/lib/entitlement";
import type { RegistryContents } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";
import type { DecidedConnection } from "../../functions/lib/run-report";
import { errorText } from "../aws/error-text";
import type { RegistryContext } from "../registry/context";
import { Refused } from "../terminal/refused";
import { decideAbout, type Unobserved } from "./observe";
import { failureLines } from "./render-list";
import { servicesOf, titleOf } from "./services";

/** A connection and the service that it is to. */
export interface Place {
  readonly service: PublishedService;
  readonly connection: Connection;
  /** All connections of the same account to the service. */
  readonly ofAccount: readonly Connection[];
}

export interface Search {
  /** Absent where no service that could be asked has the connection. */
  readonly place?: Place;
  readonly services: readonly PublishedService[];
  readonly failed: readonly Unobserved[];
}

/** Looks for the connection of an endpoint at all services of the registry. */
export async function searchFor(context: RegistryContext, endpointId: string): Promise<Search> {
  const services = await servicesOf(context);
  const places: Place[] = [];
  const failed: Unobserved[] = [];
  await Promise.all(
    services.map(async (service) => {
      try {
        const connections = await context.serviceApi(service).connections();
        const connection = connections.find((one) => one.endpointId === endpointId);
        if (connection === undefined) return;
        const ofAccount = connections.filter(({ account }) => account === connection.account);
        places.push({ service, connection, ofAccount });
      } catch (error) {
        failed.push({ service, error: errorText(error) });
      }
    }),
  );
  const [place] = places;
  return { services, failed, ...(place === undefined ? {} : { place }) };
}

/** The connection of an endpoint; refuses where there is none, and where that cannot be known. */
export async function find(context: RegistryContext, endpointId: string): Promise<Place> {
  const search = await searchFor(context, endpointId);
  if (search.place !== undefined) return search.place;
  throw new Refused(notFound(endpointId, search));
}

function notFound(endpointId: string, { services, failed }: Search): string {
  if (failed.length > 0) {
    return [`${endpointId} is at none of the services that could be asked.`, ...failureLines(failed)].join("\n");
  }
  const asked = services.map(titleOf).join(", ");
  return `No connection of ${endpointId} is there; asked was ${asked}. privatelink connections why ${endpointId} tells what is known of it.`;
}

/** A connection with what the rules say about it. */
export interface Decided {
  readonly one: DecidedConnection;
  /** What the books say of its consumer; absent where nothing depends on it. */
  readonly entitlement?: Entitlement;
  readonly now: Date;
}

/** What the rules say about the connection by the given entries of its account. */
export async function decided(
  context: RegistryContext,
  { service, connection, ofAccount }: Place,
  contents: RegistryContents,
): Promise<Decided> {
  const { account, endpointId } = connection;
  const consumers = contents.consumers.filter((consumer) => consumer.account === account);
  const { decisions, entitlements, now } = await decideAbout(context, service, ofAccount, {
    consumers,
    unreadable: contents.unreadable,
  });
  const one = decisions.find((each) => each.connection.endpointId === endpointId);
  if (one === undefined) throw new Error(`The rules say nothing about ${endpointId}.`);
  const entitlement = entitlements.get(account);
  return { one, now, ...(entitlement === undefined ? {} : { entitlement }) };
}

/** The entry of the account, as the registry has it. */
export function consumerOf({ consumers }: RegistryContents, account: string): Consumer | undefined {
  return consumers.find((consumer) => consumer.account === account);
}
