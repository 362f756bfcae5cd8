import { type AuditEntry, AuditSubject } from "./audit";
import { Action } from "./decision";
import type { Intent } from "./ports";
import type { Run } from "./run";
import type { DecidedConnection, RefusedConnection } from "./run-report";

const STATE_AFTER_ACCEPTANCE = "available";
const STATE_AFTER_REJECTION = "rejected";

/** What is about to be done about a connection, resting on its consumer's entry as it was read. */
export function intentOf(run: Run, about: DecidedConnection): Intent | undefined {
  const { consumer, decision } = about;
  if (consumer === undefined) return undefined;
  const after = decision.action === Action.Accept ? STATE_AFTER_ACCEPTANCE : STATE_AFTER_REJECTION;
  const entry = { ...entryOf(run, about), action: decision.action, after };
  const { account, revision, createdAt } = consumer;
  return { entry, restsOn: { account, revision, createdAt } };
}

/** Why a connection is left as it is. */
export function leaveEntry(run: Run, about: DecidedConnection): AuditEntry {
  return { ...entryOf(run, about), action: Action.Leave, after: about.connection.state };
}

/** What AWS answered instead of doing it. Always later than the intent, so that the trail reads in order. */
export function refusalEntry(run: Run, { about, refusal }: RefusedConnection): AuditEntry {
  const verb = about.decision.action === Action.Accept ? Action.Accept : Action.Reject;
  const at = new Date(Math.max(run.clock().getTime(), Date.parse(run.plan.now) + 1)).toISOString();
  const explanation = `AWS did not ${verb} ${refusal.endpointId}: ${refusal.message} (${refusal.code}).`;
  const after = about.connection.state;
  return { ...entryOf(run, about), at, action: `${verb} refused`, after, reason: refusal.code, explanation };
}

function entryOf(run: Run, { connection, consumer, decision }: DecidedConnection): Omit<AuditEntry, "action"> {
  const { endpointId, account, state, region } = connection;
  const messageId = run.messagesByEndpoint?.get(endpointId) ?? onlyOne(run.messageIds);
  return {
    subject: AuditSubject.Connection,
    id: endpointId,
    at: run.plan.now,
    actor: run.actor,
    before: state,
    reason: decision.reason,
    explanation: decision.explanation,
    account,
    ...(consumer === undefined ? {} : { consumer: consumer.name, revision: consumer.revision }),
    serviceId: run.plan.service.serviceId,
    region,
    ...(messageId === undefined ? {} : { messageId }),
  };
}

/** Of several notifications it is not known which one led to the decision. */
function onlyOne(messageIds: readonly string[]): string | undefined {
  return messageIds.length === 1 ? messageIds[0] : undefined;
}
