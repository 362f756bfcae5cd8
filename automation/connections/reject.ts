import { ConnectionState, isEstablished, isPending, stateOf } from "../../functions/lib/connection";
import { type Consumer, ConsumerStatus } from "../../functions/lib/consumer";
import { Action } from "../../functions/lib/decision";
import type { RegistryContext } from "../registry/context";
import { confirm } from "../terminal/confirm";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { carryOut, tellOutcome } from "./carry-out";
import { entryOf } from "./entries";
import { consumerOf, find, type Place } from "./find";
import type { RejectOptions } from "./options";
import { titleOf } from "./services";

/** Reason in the audit of a rejection for which the person gave none. */
const BY_HAND = "rejected by hand";

/** `privatelink connections reject`; returns the exit code. A person may reject whatever the rules say. */
export async function reject(
  context: RegistryContext,
  endpointId: string,
  options: RejectOptions,
  terminal: Terminal,
): Promise<number> {
  const place = await find(context, endpointId);
  const { connection, service } = place;
  const consumer = consumerOf(await context.registry.contents(), connection.account);
  const known = consumer === undefined ? {} : { consumer };
  if (stateOf(connection) === ConnectionState.Rejected) {
    const already = `${endpointId} is rejected already.`;
    return tellOutcome(options, terminal, place, { action: Action.Reject, already, ...known });
  }
  if (!isPending(connection) && !isEstablished(connection)) {
    throw new Refused(`${endpointId} is ${connection.state}; there is nothing to reject.`);
  }
  await confirm(question(place, consumer), options.yes, terminal);
  const whose = consumer === undefined ? `account ${connection.account}, which no consumer has` : consumer.name;
  const entry = entryOf(context, place, consumer, {
    action: Action.Reject,
    reason: options.reason ?? BY_HAND,
    explanation: `A person rejected the connection of ${whose}.`,
  });
  await context.registry.append([entry]);
  const refusal = await carryOut(context, entry, () => context.serviceApi(service).reject([endpointId]));
  const note = consumer?.status === ConsumerStatus.Active ? staysActive(consumer) : undefined;
  return tellOutcome(options, terminal, place, {
    action: Action.Reject,
    ...known,
    ...(refusal === undefined ? {} : { refusal }),
    ...(note === undefined ? {} : { note }),
  });
}

function question({ connection, service }: Place, consumer: Consumer | undefined): string {
  const { endpointId, account, state } = connection;
  const whose = consumer === undefined ? `unknown account ${account}` : `${consumer.name} (${account})`;
  const what = isEstablished(connection) ? `Cut the connection ${endpointId}` : `Reject the request ${endpointId}`;
  return `${what} of ${whose} to ${titleOf(service)}, which is ${state}?`;
}

function staysActive({ name }: Consumer): string {
  return `${name} stays active: another endpoint of it is accepted. privatelink consumers suspend ${name} keeps it out.`;
}
