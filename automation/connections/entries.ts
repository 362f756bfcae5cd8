import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import { ConnectionState } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import { Action } from "../../functions/lib/decision";
import type { Refusal } from "../../functions/lib/ports";
import type { RegistryContext } from "../registry/context";
import type { Place } from "./find";

/** What a person does about a connection. */
export interface Deed {
  readonly action: typeof Action.Accept | typeof Action.Reject;
  /** What the person gave as reason, otherwise the rule's code. */
  readonly reason: string;
  readonly explanation: string;
}

/** The audit entry of what a person does about a connection. */
export function entryOf(
  { actor, clock }: Pick<RegistryContext, "actor" | "clock">,
  { service, connection }: Pick<Place, "service" | "connection">,
  consumer: Pick<Consumer, "name" | "revision"> | undefined,
  { action, reason, explanation }: Deed,
): AuditEntry {
  return {
    subject: AuditSubject.Connection,
    id: connection.endpointId,
    at: clock().toISOString(),
    actor,
    action,
    before: connection.state,
    after: action === Action.Accept ? ConnectionState.Available : ConnectionState.Rejected,
    reason,
    explanation,
    account: connection.account,
    ...(consumer === undefined ? {} : { consumer: consumer.name, revision: consumer.revision }),
    serviceId: service.serviceId,
    region: connection.region,
  };
}

/** The audit entry of what AWS did not do; always later than the one of the deed, so that the trail reads in order. */
export function refusedEntry(
  { clock }: Pick<RegistryContext, "clock">,
  deed: AuditEntry,
  refusal: Refusal,
): AuditEntry {
  return {
    ...deed,
    at: new Date(Math.max(clock().getTime(), Date.parse(deed.at) + 1)).toISOString(),
    action: `${deed.action} refused`,
    reason: refusal.code,
    explanation: refusalText(deed.action, refusal),
    ...(deed.before === undefined ? {} : { after: deed.before }),
  };
}

/** AWS's answer, for people. */
export function refusalText(action: string, { endpointId, code, message }: Refusal): string {
  return `AWS did not ${action} ${endpointId}: ${message.replace(/\.$/, "")} (${code}).`;
}
