import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import { ConnectionState } from "../../functions/lib/connection";
import type { Refusal } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";
import { errorText } from "../aws/error-text";
import type { RegistryContext } from "../registry/context";
import type { Doomed, Failure } from "./connections";

/** What became of connections that were to be cut. */
export interface CutReport {
  readonly rejected: readonly Doomed[];
  readonly refused: readonly { readonly about: Doomed; readonly refusal: Refusal }[];
  /** Those whose consumer's entry was changed by another meanwhile, so that nothing was done. */
  readonly postponed: readonly Doomed[];
  /** Services whose calls failed as a whole. */
  readonly failures: readonly Failure[];
}

/**
 * Rejects pending connections and cuts established ones, each on an intent that is written before and rests on the entry
 * as it is. Each service is dealt with on its own, so that a Region that does not answer keeps no other from it.
 */
export async function cut(context: RegistryContext, doomed: readonly Doomed[]): Promise<CutReport> {
  const services = new Map(doomed.map(({ service }) => [service.serviceId, service]));
  const reports = await Promise.all(
    [...services.values()].map((service) =>
      cutAt(
        context,
        service,
        doomed.filter((one) => one.service.serviceId === service.serviceId),
      ),
    ),
  );
  return {
    rejected: reports.flatMap(({ rejected }) => rejected),
    refused: reports.flatMap(({ refused }) => refused),
    postponed: reports.flatMap(({ postponed }) => postponed),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

async function cutAt(
  context: RegistryContext,
  service: PublishedService,
  doomed: readonly Doomed[],
): Promise<CutReport> {
  const nothing = { rejected: [], refused: [], postponed: [], failures: [] };
  try {
    const written = await context.registry.recordIntents(
      doomed.map((one) => ({ entry: intentOf(context, one), restsOn: one.consumer })),
    );
    const ids = new Set(written.map(({ entry }) => entry.id));
    const [going, postponed] = [doomed.filter(isIn(ids)), doomed.filter((one) => !isIn(ids)(one))];
    if (going.length === 0) return { ...nothing, postponed };
    const refusals = await context.serviceApi(service).reject(going.map(({ connection }) => connection.endpointId));
    const refused = refusals.flatMap((refusal) => {
      const about = going.find(({ connection }) => connection.endpointId === refusal.endpointId);
      return about === undefined ? [] : [{ about, refusal }];
    });
    await context.registry.append(refused.map((one) => refusalOf(context, one)));
    const refusedIds = new Set(refusals.map(({ endpointId }) => endpointId));
    return { ...nothing, rejected: going.filter((one) => !isIn(refusedIds)(one)), refused, postponed };
  } catch (error) {
    return { ...nothing, failures: [{ service, text: errorText(error) }] };
  }
}

function isIn(endpointIds: ReadonlySet<string>): (one: Doomed) => boolean {
  return ({ connection }) => endpointIds.has(connection.endpointId);
}

function intentOf({ actor, clock }: RegistryContext, { service, connection, consumer, decision }: Doomed): AuditEntry {
  return {
    subject: AuditSubject.Connection,
    id: connection.endpointId,
    at: clock().toISOString(),
    actor,
    action: decision.action,
    before: connection.state,
    after: ConnectionState.Rejected,
    reason: decision.reason,
    explanation: decision.explanation,
    account: connection.account,
    consumer: consumer.name,
    revision: consumer.revision,
    serviceId: service.serviceId,
    region: service.region,
  };
}

function refusalOf(context: RegistryContext, { about, refusal }: CutReport["refused"][number]): AuditEntry {
  const intent = intentOf(context, about);
  return {
    ...intent,
    action: `${intent.action} refused`,
    after: about.connection.state,
    explanation: `AWS did not reject ${refusal.endpointId}: ${refusal.code}: ${refusal.message}`,
  };
}
