import { type Connection, isPending } from "./connection";
import type { Consumer } from "./consumer";
import { type Limits, Reason } from "./decision";
import type { Entitlement } from "./entitlement";

const LONGEST_LIST = 5;

/** What a sentence about a decision is made of. */
export interface Circumstances {
  readonly connection: Connection;
  readonly consumer: Consumer;
  readonly entitlement: Entitlement;
  readonly limits: Limits;
}

/** The sentence about a connection of which nothing is left to decide. */
export function explainSettled({ endpointId, state }: Connection): string {
  return `${endpointId} is ${state}; nothing is left to decide.`;
}

/** The sentence about a connection whose account nobody in the registry has. */
export function explainUnknown(connection: Connection): string {
  return isPending(connection)
    ? `No consumer in the registry has the account ${connection.account}; a person decides about ${connection.endpointId}.`
    : `No consumer in the registry has the account ${connection.account}; ${connection.endpointId} was accepted by hand and stays.`;
}

/** The sentence about a consumer whose entitlement has run out, whatever its own dates are. */
export function explainEntitlementEnd({ name }: Consumer, { until, detail }: Entitlement): string {
  return `The entitlement of ${name} ended at ${until}: ${detail}.`;
}

/** The reason for people: names the consumer, the value and the rule. Says the same as long as nothing changes. */
export function explain(reason: Reason, circumstances: Circumstances): string {
  const { connection, consumer, entitlement, limits } = circumstances;
  const { name } = consumer;
  const { endpointId } = connection;
  switch (reason) {
    case Reason.Ended:
      return `The contract of ${name} has ended; it may not connect.`;
    case Reason.Suspended:
      return `${name} is suspended; it may not connect.`;
    case Reason.NotYetValid:
      return `${name} may not connect before ${consumer.validFrom}.`;
    case Reason.Expired:
      return `The access of ${name} ended at ${consumer.validUntil}.`;
    case Reason.ServiceNotCovered:
      return `${name} may connect to ${list(consumer.services)}; ${limits.service} is not among them.`;
    case Reason.RegionNotCovered:
      return `${name} may connect from ${list(consumer.regions)}; ${endpointId} is in ${connection.region}.`;
    case Reason.EndpointNotListed:
      return `${name} may connect with ${list(consumer.endpointIds)}; ${endpointId} is not among them.`;
    case Reason.EntitlementUnknown:
      return `Whether ${name} is entitled is not known: ${entitlement.detail}.`;
    case Reason.NotEntitled:
      return `${name} is not entitled: ${entitlement.detail}.`;
    case Reason.OverLimit:
      return overLimit(circumstances);
    case Reason.Entitled:
      return `${name} is active and entitled: ${entitlement.detail}.`;
    case Reason.UnknownAccount:
      return explainUnknown(connection);
    case Reason.Settled:
      return explainSettled(connection);
  }
}

function overLimit({ connection, consumer: { name, maxConnections }, limits }: Circumstances): string {
  const allowed = `${name} may have ${connections(maxConnections ?? 0)} to ${limits.service}`;
  const ahead = `${limits.connectionsAhead} came before ${connection.endpointId}`;
  return isPending(connection) ? `${allowed}, and ${ahead}.` : `${allowed}, and ${ahead}, which stays all the same.`;
}

function connections(count: number): string {
  return count === 1 ? "1 connection" : `${count} connections`;
}

function list(values: readonly string[] = []): string {
  if (values.length === 0) return "nothing";
  const more = values.length - LONGEST_LIST;
  const shown = values.slice(0, LONGEST_LIST);
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
