import { isPending } from "./connection";
import { Action, Reason } from "./decision";
import type { OpenQuestion } from "./open-question";
import type { DecidedConnection, QuestionToOpen, RunPlan } from "./run-report";

/**
 * What to do about open questions: one is kept for every connection that is left pending, and for every connection that
 * AWS refuses to accept or reject as long as it is to be accepted or rejected. A question about the same connection for
 * another reason is another question.
 *
 * @param kept Those that are open; `undefined` when they could not be read, so that none can be told from a new one.
 */
export function planQuestions(
  decisions: readonly DecidedConnection[],
  kept: readonly OpenQuestion[] | undefined,
  serviceId: string,
  now: string,
): RunPlan["questions"] {
  if (kept === undefined) return { kept: [], open: [], close: [] };
  const byEndpoint = new Map(kept.map((question) => [question.endpointId, question]));
  const open: QuestionToOpen[] = [];
  const answered = new Set(byEndpoint.keys());
  for (const about of decisions) {
    const { connection, decision } = about;
    const earlier = byEndpoint.get(connection.endpointId);
    if (isDeed(about)) {
      answered.delete(connection.endpointId);
      continue;
    }
    if (!isPending(connection)) continue;
    answered.delete(connection.endpointId);
    if (earlier?.reason === decision.reason) continue;
    open.push({
      question: questionAbout(about, serviceId, now),
      about,
      ask: decision.reason === Reason.UnknownAccount,
    });
  }
  return { kept, open, close: kept.filter(({ endpointId }) => answered.has(endpointId)) };
}

/** The question why a connection is not accepted or rejected. */
export function questionAbout(
  { connection: { endpointId, account, state }, decision: { reason } }: DecidedConnection,
  serviceId: string,
  since: string,
  refusal?: string,
): OpenQuestion {
  return { serviceId, endpointId, account, reason, state, since, ...(refusal === undefined ? {} : { refusal }) };
}

function isDeed({ decision }: DecidedConnection): boolean {
  return decision.action !== Action.Leave;
}
