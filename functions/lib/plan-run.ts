import { type Connection, isEstablished, isPending } from "./connection";
import type { Consumer } from "./consumer";
import { decide } from "./decide";
import { Action, type Decision, Reason } from "./decision";
import { desiredPrincipals, judgePrincipal, principalChange } from "./desired-principals";
import { type Entitlement, EntitlementStatus } from "./entitlement";
import { byAge, connectionsAhead, ruleOfEntry } from "./limits";
import type { ExpiryWarning, OpenQuestion } from "./open-question";
import { planQuestions } from "./plan-questions";
import { planWarnings } from "./plan-warnings";
import type { UnreadableItem } from "./ports";
import type { PublishedService } from "./published-service";
import type { DecidedConnection, PrincipalChange, RunPlan } from "./run-report";

/**
 * What a run has read. `undefined` stands for what could not be read: what depends on it is left out of the plan, and
 * the rest is planned all the same.
 */
export interface RunFacts {
  readonly service: PublishedService;
  readonly connections: readonly Connection[] | undefined;
  readonly consumers: readonly Consumer[];
  readonly unreadable: readonly UnreadableItem[];
  /** By account; a consumer without one is not known to be entitled. */
  readonly entitlements: ReadonlyMap<string, Entitlement>;
  readonly openQuestions: readonly OpenQuestion[] | undefined;
  readonly warnings: readonly ExpiryWarning[] | undefined;
  /** ARNs of the principals that the service admits. */
  readonly admittedPrincipals: readonly string[] | undefined;
  readonly now: Date;
  /** Days before `validUntil` at which a consumer's end is warned of; 0 for never. */
  readonly warningDays: number;
}

const NO_ANSWER: Entitlement = { status: EntitlementStatus.Unknown, detail: "the books gave no answer about it" };

/** What a run is going to do. Pure: the same facts give the same plan, which is also the dry run. */
export function planRun(facts: RunFacts): RunPlan {
  const { service, unreadable, consumers } = facts;
  const now = facts.now.toISOString();
  const decisions = decideAll(facts);
  const principals = planPrincipals(facts);
  return {
    service,
    now,
    decisions,
    accept: decisions.filter(({ decision }) => decision.action === Action.Accept),
    cut: decisions.filter(({ decision }) => decision.action === Action.Reject || decision.action === Action.Expire),
    principals,
    principalReasons: [...principals.add, ...principals.remove].map((principal) =>
      judgePrincipal(principal, consumers, service, facts.now),
    ),
    questions:
      facts.connections === undefined
        ? { kept: facts.openQuestions ?? [], open: [], close: [] }
        : planQuestions(decisions, facts.openQuestions, service.serviceId, now),
    warnings: planWarnings(consumers, unreadable, facts.warnings, facts.now, facts.warningDays),
    unreadable,
  };
}

/** Consumers about whom a decision depends on what the books say: nobody else is asked about. */
export function consumersToAskAbout(
  facts: Pick<RunFacts, "service" | "connections" | "consumers" | "now">,
): readonly Consumer[] {
  const { service, connections = [], consumers, now } = facts;
  const alive = byAccount(connections.filter((connection) => isPending(connection) || isEstablished(connection)));
  return consumers.filter((consumer) =>
    alive
      .get(consumer.account)
      ?.some((connection) => ruleOfEntry(consumer, connection, now, service.name) === undefined),
  );
}

function decideAll({
  service,
  connections = [],
  consumers,
  unreadable,
  entitlements,
  now,
}: RunFacts): DecidedConnection[] {
  const consumerOf = new Map(consumers.map((consumer) => [consumer.account, consumer]));
  const unreadableOf = new Map(unreadable.map((item) => [item.account, item]));
  const once = [...new Map(connections.map((connection) => [connection.endpointId, connection])).values()];
  const ahead = new Map<string, number>();
  for (const [account, own] of byAccount(once)) {
    const consumer = consumerOf.get(account);
    if (consumer === undefined) continue;
    const places = connectionsAhead(own, consumer, entitlements.get(account) ?? NO_ANSWER, now, service.name);
    for (const [endpointId, count] of places) ahead.set(endpointId, count);
  }
  return once.toSorted(byAge).map((connection) => {
    const { account, endpointId } = connection;
    const consumer = consumerOf.get(account);
    const limits = { service: service.name, connectionsAhead: ahead.get(endpointId) ?? 0 };
    const decision = decide(connection, consumer, entitlements.get(account) ?? NO_ANSWER, now, limits);
    return consumer === undefined
      ? { connection, decision: withReadingProblem(decision, unreadableOf.get(account)) }
      : { connection, consumer, decision };
  });
}

/** An account whose entry cannot be read is unknown, but not for want of an entry: people are told which to mend. */
function withReadingProblem(decision: Decision, item: UnreadableItem | undefined): Decision {
  if (item === undefined || decision.reason !== Reason.UnknownAccount) return decision;
  const explanation = `The entry ${item.key} of the registry cannot be read (${item.problem}); a person mends it, until then the account ${item.account} is unknown.`;
  return { ...decision, explanation };
}

/** Without the connections it is not known whose are cut, so that nothing may be removed yet. */
function planPrincipals(facts: RunFacts): PrincipalChange {
  const { service, connections, consumers, unreadable, admittedPrincipals, now } = facts;
  if (admittedPrincipals === undefined) return { add: [], remove: [] };
  const desired = desiredPrincipals(consumers, service, now);
  const change = principalChange(admittedPrincipals, desired, service, unreadable);
  return connections === undefined ? { ...change, remove: [] } : change;
}

function byAccount(connections: readonly Connection[]): ReadonlyMap<string, readonly Connection[]> {
  const grouped = new Map<string, Connection[]>();
  for (const connection of connections) {
    const own = grouped.get(connection.account);
    if (own === undefined) grouped.set(connection.account, [connection]);
    else own.push(connection);
  }
  return grouped;
}
