import { type Connection, isEstablished, isPending } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import { decide } from "../../functions/lib/decide";
import { Action, type Decision } from "../../functions/lib/decision";
import { EntitlementStatus } from "../../functions/lib/entitlement";
import type { PublishedService } from "../../functions/lib/published-service";
import { errorText } from "../aws/error-text";
import type { RegistryContext } from "../registry/context";

/** A connection at a service. */
export interface Sighting {
  readonly service: PublishedService;
  readonly connection: Connection;
}

/** A service whose connections could not be read or changed, and why. */
export interface Failure {
  readonly service: PublishedService;
  readonly text: string;
}

export interface Sightings {
  /** By service in the registry's order, then by creation. */
  readonly found: readonly Sighting[];
  readonly failures: readonly Failure[];
}

/** A connection that is going to be cut or refused. */
export interface Doomed extends Sighting {
  readonly consumer: Consumer;
  readonly decision: Decision;
}

/** The connections of the wanted accounts at every service of the registry; all of them where none are named. */
export async function sightings(context: RegistryContext, accounts?: ReadonlySet<string>): Promise<Sightings> {
  const services = await context.registry.services();
  const read = await Promise.all(
    services.map(async (service) => {
      try {
        const all = await context.serviceApi(service).connections();
        return all
          .filter(({ account }) => accounts?.has(account) ?? true)
          .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
          .map((connection) => ({ service, connection }));
      } catch (error) {
        return { service, text: errorText(error) };
      }
    }),
  );
  return {
    found: read.flatMap((one) => (Array.isArray(one) ? one : [])),
    failures: read.flatMap((one) => (Array.isArray(one) ? [] : [one])),
  };
}

/**
 * The connections that the rules reject or expire under the entries as they are going to be. The seller's books are not
 * asked: what they say does not come from the entry.
 */
export function doomedBy(consumers: readonly Consumer[], found: readonly Sighting[], now: Date): Doomed[] {
  const byAccount = new Map(consumers.map((consumer) => [consumer.account, consumer]));
  return found.flatMap((sighting) => {
    const { service, connection } = sighting;
    const consumer = byAccount.get(connection.account);
    if (consumer === undefined) return [];
    const books = { status: EntitlementStatus.Entitled, detail: "the books are not asked" };
    const decision = decide(connection, consumer, books, now, { service: service.name, connectionsAhead: 0 });
    const cut = decision.action === Action.Reject || decision.action === Action.Expire;
    return cut ? [{ ...sighting, consumer, decision }] : [];
  });
}

/** Whether the connection waits or carries traffic; others are over. */
export function isLive(connection: Connection): boolean {
  return isPending(connection) || isEstablished(connection);
}
