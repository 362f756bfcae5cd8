import { type Connection, isEstablished, isPending } from "./connection";
import type { Consumer } from "./consumer";
import { coverageProblem } from "./covers";
import { Reason } from "./decision";
import { entitlementProblem } from "./entitled";
import type { Entitlement } from "./entitlement";
import { standingProblem } from "./validity";

/** By creation, then by endpoint id: an order that does not depend on how AWS lists connections. */
export function byAge(one: Connection, other: Connection): number {
  return (
    Date.parse(one.createdAt) - Date.parse(other.createdAt) ||
    Number(one.endpointId > other.endpointId) - Number(one.endpointId < other.endpointId)
  );
}

/**
 * The connections of the same consumer that take a place before each one, by endpoint id: first the established ones
 * that stay, then the pending ones that may be accepted, each by age.
 *
 * @param connections All connections of one consumer to the service.
 */
export function connectionsAhead(
  connections: readonly Connection[],
  consumer: Consumer,
  entitlement: Entitlement,
  now: Date,
  service: string,
): ReadonlyMap<string, number> {
  const takesPlace = (connection: Connection): boolean =>
    ruleOfEntry(consumer, connection, now, service) === undefined && maySettleIn(entitlement, now);
  const byPlace = [
    ...connections.filter(isEstablished).toSorted(byAge),
    ...connections.filter(isPending).toSorted(byAge),
  ];
  const ahead = new Map<string, number>();
  let places = 0;
  for (const connection of byPlace) {
    ahead.set(connection.endpointId, places);
    if (takesPlace(connection)) places += 1;
  }
  return ahead;
}

/** Why the entry alone does not let the connection be; `undefined` when it depends on the books and limits. */
export function ruleOfEntry(
  consumer: Consumer,
  connection: Connection,
  now: Date,
  service: string,
): Reason | undefined {
  return standingProblem(consumer, now) ?? coverageProblem(consumer, connection, service);
}

function maySettleIn(entitlement: Entitlement, now: Date): boolean {
  const problem = entitlementProblem(entitlement, now);
  return problem === undefined || problem === Reason.EntitlementUnknown;
}
