import { ConnectionState, isPending, stateOf } from "../../functions/lib/connection";
import { ConsumerStatus } from "../../functions/lib/consumer";
import { Action, Reason } from "../../functions/lib/decision";
import type { PublishedService } from "../../functions/lib/published-service";
import type { DecidedConnection } from "../../functions/lib/run-report";
import { afterRejection, wayBack } from "../consumers/after-rejection";

/** What would change what the rules say about a connection, in a sentence or two; undefined where nothing would. */
export function remedyOf(one: DecidedConnection, { name: service }: PublishedService): string | undefined {
  const { connection, consumer, decision } = one;
  const { endpointId, region } = connection;
  if (decision.reason === Reason.Settled) return aboutSettled(one);
  if (consumer === undefined) return decision.reason === Reason.UnknownAccount ? aboutStranger(one) : undefined;
  const { name } = consumer;
  const update = `privatelink consumers update ${name}`;
  switch (decision.reason) {
    case Reason.Entitled:
      return decision.action === Action.Accept
        ? `The automation accepts it with its next run; privatelink connections accept ${endpointId} does so at once.`
        : `It stays until ${name} is suspended or ended, or until its validUntil.`;
    case Reason.Suspended:
      return `privatelink consumers resume ${name} lets it connect again. ${wayBack(consumer, endpointId)}`;
    case Reason.Ended:
      return `privatelink consumers resume ${name} takes the contract up again. ${wayBack(consumer, endpointId)}`;
    case Reason.NotYetValid:
      return `${update} --valid-from <date> moves the beginning.`;
    case Reason.Expired:
      return consumer.validUntil === undefined || decision.action === Action.Leave
        ? `A new entitlement in the books lets ${name} connect again.`
        : `${update} --valid-until <date> moves the end.`;
    case Reason.OverLimit:
      return `${update} --max-connections <number> raises the limit; a connection that goes makes room.`;
    case Reason.ServiceNotCovered:
      return `${update} ${each("--service", consumer.services, service)} adds the service.`;
    case Reason.RegionNotCovered:
      return `${update} ${each("--region", consumer.regions, region)} adds the Region.`;
    case Reason.EndpointNotListed:
      return `${update} ${each("--endpoint", consumer.endpointIds, endpointId)} adds the endpoint.`;
    case Reason.NotEntitled:
      return `An entitlement in the books lets ${name} connect; the entry in the registry stays as it is.`;
    case Reason.EntitlementUnknown:
      return "An answer of the books decides; until there is one, nothing is accepted and nothing is cut.";
    case Reason.UnknownAccount:
      return undefined;
  }
}

/** A rejection may be taken back; what was deleted or has failed is over. */
function aboutSettled({ connection, consumer }: DecidedConnection): string | undefined {
  if (stateOf(connection) !== ConnectionState.Rejected) return undefined;
  const { endpointId } = connection;
  if (consumer === undefined) return afterRejection(`${endpointId} --consumer <name>`);
  const back = wayBack(consumer, endpointId);
  if (consumer.status === ConsumerStatus.Active) return back;
  return `privatelink consumers resume ${consumer.name} comes first. ${back}`;
}

function aboutStranger({ connection }: DecidedConnection): string {
  const { account, endpointId } = connection;
  return isPending(connection)
    ? `privatelink connections accept ${endpointId} --consumer <name> registers the account with this endpoint and accepts it; ` +
        `privatelink connections reject ${endpointId} rejects it.`
    : `privatelink consumers add <name> --account ${account} registers the account; privatelink connections reject ${endpointId} cuts it.`;
}

const LONGEST_LIST = 5;

/** An option for each value, because an update replaces the whole list; without the earlier ones where they are many. */
function each(option: string, values: readonly string[] = [], another: string): string {
  if (values.length >= LONGEST_LIST)
    return `with ${option} for each of the ${values.length} that it has, and ${option} ${another},`;
  return [...values, another].map((value) => `${option} ${value}`).join(" ");
}
