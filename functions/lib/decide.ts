import { type Connection, isEstablished, isPending } from "./connection";
import type { Consumer } from "./consumer";
import { coverageProblem } from "./covers";
import { Action, type Decision, type Limits, Reason } from "./decision";
import { entitlementProblem } from "./entitled";
import type { Entitlement } from "./entitlement";
import { explain, explainEntitlementEnd, explainSettled, explainUnknown } from "./explain";
import { standingProblem } from "./validity";

/**
 * What is to be done about a connection at `now`: the first rule that applies. The automation, the commands and the
 * tests all decide with this function.
 *
 * @param consumer Entry of the account that owns the endpoint; `undefined` when there is none, or none that is readable.
 * @param entitlement What the books say about that consumer; of no account without a consumer.
 */
export function decide(
  connection: Connection,
  consumer: Consumer | undefined,
  entitlement: Entitlement,
  now: Date,
  limits: Limits,
): Decision {
  const pending = isPending(connection);
  if (!pending && !isEstablished(connection)) {
    return { action: Action.Leave, reason: Reason.Settled, explanation: explainSettled(connection) };
  }
  if (consumer === undefined) {
    return { action: Action.Leave, reason: Reason.UnknownAccount, explanation: explainUnknown(connection) };
  }
  const circumstances = { connection, consumer, entitlement, limits };
  const decision = (action: Action, reason: Reason): Decision => ({
    action,
    reason,
    explanation: explain(reason, circumstances),
  });

  const standing = standingProblem(consumer, now);
  if (standing !== undefined) return decision(standing === Reason.Expired ? Action.Expire : Action.Reject, standing);

  const coverage = coverageProblem(consumer, connection, limits.service);
  if (coverage !== undefined) return decision(pending ? Action.Leave : Action.Reject, coverage);

  const unpaid = entitlementProblem(entitlement, now);
  if (unpaid === Reason.EntitlementUnknown) return decision(Action.Leave, unpaid);
  if (unpaid !== undefined) {
    const action = pending ? Action.Leave : Action.Expire;
    if (unpaid !== Reason.Expired) return decision(action, unpaid);
    return { action, reason: unpaid, explanation: explainEntitlementEnd(consumer, entitlement) };
  }

  if (consumer.maxConnections !== undefined && limits.connectionsAhead >= consumer.maxConnections) {
    return decision(Action.Leave, Reason.OverLimit);
  }
  return decision(pending ? Action.Accept : Action.Leave, Reason.Entitled);
}
