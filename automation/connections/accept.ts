import { sentence } from "../../components/lib/problem";
import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import { ConnectionState, isEstablished, stateOf } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import { newConsumer } from "../../functions/lib/consumer-schema";
import { Action, Reason } from "../../functions/lib/decision";
import type { RegistryContents } from "../../functions/lib/ports";
import type { DecidedConnection } from "../../functions/lib/run-report";
import type { RegistryContext } from "../registry/context";
import { USAGE } from "../terminal/exit-codes";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { remedyOf } from "./advice";
import { carryOut, tellOutcome } from "./carry-out";
import { entryOf } from "./entries";
import { consumerOf, decided, find, type Place } from "./find";
import type { AcceptOptions } from "./options";
import { titleOf } from "./services";

/**
 * `privatelink connections accept`; returns the exit code. The rules decide, here as everywhere: what they do not accept,
 * nobody does. A person decides only that an unknown account becomes a consumer, with this endpoint and no other.
 */
export async function accept(
  context: RegistryContext,
  endpointId: string,
  options: AcceptOptions,
  terminal: Terminal,
): Promise<number> {
  const place = await find(context, endpointId);
  const contents = await context.registry.contents();
  const known = consumerOf(contents, place.connection.account);
  const consumer = known === undefined ? newcomer(context, place, contents, options) : named(known, options);
  const { one } = await decided(context, asRequest(place), {
    ...contents,
    consumers: known === undefined ? [...contents.consumers, consumer] : contents.consumers,
  });
  const { decision } = one;
  if (
    isEstablished(place.connection) &&
    decision.action === Action.Leave &&
    decision.reason !== Reason.UnknownAccount
  ) {
    const already = `${endpointId} of ${consumer.name} is accepted already: it is ${place.connection.state}.`;
    return tellOutcome(options, terminal, place, { action: Action.Accept, consumer, already });
  }
  if (decision.action !== Action.Accept) throw refusalOf(place, one);
  const entry = entryOf(context, place, consumer, {
    action: Action.Accept,
    reason: options.reason ?? decision.reason,
    explanation: decision.explanation,
  });
  if (known === undefined) await context.registry.add([consumer], [registration(context, place, consumer, options)]);
  const [written] = await context.registry.recordIntents([{ entry, restsOn: consumer }]);
  if (written === undefined) {
    throw new Refused(
      `The entry of ${consumer.name} was changed in between, so nothing was done. Run the command again.`,
    );
  }
  const { connection, service } = place;
  const refusal = await carryOut(context, entry, () => context.serviceApi(service).accept([connection.endpointId]));
  return tellOutcome(options, terminal, place, {
    action: Action.Accept,
    consumer,
    ...(known === undefined ? { registered: true } : {}),
    ...(refusal === undefined ? {} : { refusal }),
  });
}

/** AWS may take back a rejection, so a rejected connection is judged as if it were requested anew. */
function asRequest(place: Place): Place {
  const { connection } = place;
  if (stateOf(connection) !== ConnectionState.Rejected) return place;
  const request = { ...connection, state: ConnectionState.PendingAcceptance };
  return {
    ...place,
    connection: request,
    ofAccount: place.ofAccount.map((one) => (one === connection ? request : one)),
  };
}

function refusalOf({ service, connection }: Place, one: DecidedConnection): Refused {
  const { explanation } = one.decision;
  const remedy = remedyOf(one, service);
  return new Refused(
    [`${connection.endpointId} is not accepted. ${explanation}`, ...(remedy === undefined ? [] : [remedy])].join("\n"),
  );
}

function named(known: Consumer, { consumer }: AcceptOptions): Consumer {
  if (consumer === undefined || consumer === known.name) return known;
  throw new Refused(
    `Account ${known.account} is consumer ${known.name} in the registry, not ${consumer}; nothing was done.`,
    USAGE,
  );
}

/** The entry by which an unknown account becomes a consumer; not written yet. */
function newcomer(
  context: RegistryContext,
  { connection }: Place,
  { consumers, unreadable }: RegistryContents,
  { consumer: name }: AcceptOptions,
): Consumer {
  const { account, endpointId } = connection;
  const damaged = unreadable.find((item) => item.account === account);
  if (damaged !== undefined) {
    throw new Refused(
      `${endpointId} is not accepted. The entry ${damaged.key} of its account cannot be read: ${damaged.problem}`,
    );
  }
  if (isEstablished(connection)) {
    throw new Refused(
      `${endpointId} is ${connection.state} already. No consumer has its account ${account}; ` +
        `privatelink consumers add <name> --account ${account} registers it.`,
    );
  }
  if (name === undefined) {
    throw new Refused(
      `No consumer in the registry has the account ${account}: say --consumer <name> to register it with ${endpointId} ` +
        "as its only endpoint.",
      USAGE,
    );
  }
  const taken = consumers.find((other) => other.name === name);
  if (taken !== undefined) {
    throw new Refused(
      `${name} is the name of account ${taken.account} already; ${endpointId} is of account ${account}.`,
    );
  }
  const input = { name, account, endpointIds: [endpointId] };
  const judged = newConsumer(input, { now: context.clock(), actor: context.actor });
  if ("value" in judged) return judged.value;
  throw new Refused(judged.problems.map((problem) => `--consumer: ${sentence(problem)}`).join("\n"), USAGE);
}

function registration(
  { actor }: RegistryContext,
  { connection, service }: Place,
  consumer: Consumer,
  { reason }: AcceptOptions,
): AuditEntry {
  const { name, account, revision, status, createdAt } = consumer;
  return {
    subject: AuditSubject.Consumer,
    id: account,
    at: createdAt,
    actor,
    action: "add",
    after: status,
    reason: reason ?? "connections accept",
    explanation: `Registered by accepting ${connection.endpointId} at ${titleOf(service)}, its only endpoint.`,
    account,
    consumer: name,
    revision,
  };
}
