import type { AuditEntry } from "./audit";
import { leaveEntry, refusalEntry } from "./audit-entries";
import { inBatches } from "./batches";
import { MOST_PER_CALL } from "./call-in-batches";
import { isKnownRefusal, refusalText } from "./deeds";
import type { Failures } from "./failures";
import type { OpenQuestion } from "./open-question";
import { questionAbout } from "./plan-questions";
import type { Run } from "./run";
import type { DecidedConnection, QuestionToOpen, RefusedConnection, RunReport } from "./run-report";

interface Opening {
  readonly question: OpenQuestion;
  readonly entry: AuditEntry;
}

/** Writes down what AWS refused, once for each question: the question stays open as long as AWS refuses. */
export async function openRefused(
  run: Run,
  refused: readonly RefusedConnection[],
  failures: Failures,
): Promise<readonly OpenQuestion[]> {
  const openings = refused.filter((one) => !isKnownRefusal(run, one)).map((one) => refusalOpening(run, one));
  return open(run, openings, failures);
}

/** Asks people about connections of unknown accounts and keeps the questions, those of other connections too. */
export async function openQuestions(
  run: Run,
  failures: Failures,
): Promise<{ readonly asked: readonly OpenQuestion[]; readonly opened: readonly OpenQuestion[] }> {
  const asked: OpenQuestion[] = [];
  const opened: OpenQuestion[] = [];
  const notAsked = new Map<string, unknown>();
  let isAnswering = true;
  // Told before it is kept: a crash in between tells twice, the other way round it would tell not at all.
  for (const batch of inBatches(run.plan.questions.open, MOST_PER_CALL)) {
    const openings: Opening[] = [];
    const toAsk = batch.filter(({ ask }) => ask);
    const failed: ReadonlyMap<string, unknown> = isAnswering ? await askEach(run, toAsk) : new Map();
    isAnswering &&= toAsk.length === 0 || failed.size < toAsk.length;
    for (const { question, about, ask } of batch) {
      if (ask && (!isAnswering || failed.has(question.endpointId))) continue;
      if (ask) asked.push(question);
      openings.push({ question, entry: leaveEntry(run, about) });
    }
    for (const [endpointId, cause] of failed) notAsked.set(endpointId, cause);
    opened.push(...(await open(run, openings, failures)));
  }
  failures.addEach(notAsked, "could not be asked about");
  return { asked, opened };
}

/** Forgets questions that are answered: those of connections that need none any more, and of those that were dealt with. */
export async function closeQuestions(
  { plan, registry }: Run,
  done: readonly DecidedConnection[],
  failures: Failures,
): Promise<RunReport["closed"]> {
  const dealtWith = new Set(done.map(({ connection }) => connection.endpointId));
  const answered = [
    ...plan.questions.close,
    ...plan.questions.kept.filter(({ endpointId }) => dealtWith.has(endpointId)),
  ];
  if (answered.length === 0) return [];
  const closed = await failures.attempt("Open questions that are answered could not be closed", async () => {
    await registry.close(answered);
    return answered;
  });
  return closed ?? [];
}

async function askEach({ plan, notifier }: Run, questions: readonly QuestionToOpen[]): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>();
  for (const { about } of questions) {
    const { connection, decision } = about;
    const ageSeconds = ageInSeconds(connection.createdAt, plan.now);
    try {
      await notifier.request({ service: plan.service, connection, ageSeconds, explanation: decision.explanation });
    } catch (cause) {
      failed.set(connection.endpointId, cause);
    }
  }
  return failed;
}

async function open(
  { registry }: Run,
  openings: readonly Opening[],
  failures: Failures,
): Promise<readonly OpenQuestion[]> {
  if (openings.length === 0) return [];
  const opened = await failures.attempt("Open questions could not be kept", async () => {
    await registry.open(openings);
    return openings.map(({ question }) => question);
  });
  return opened ?? [];
}

function refusalOpening(run: Run, one: RefusedConnection): Opening {
  const { about, refusal } = one;
  const { serviceId } = run.plan.service;
  const kept = run.plan.questions.kept.find(({ endpointId }) => endpointId === refusal.endpointId);
  const since = kept?.reason === about.decision.reason ? kept.since : run.plan.now;
  const question = questionAbout(about, serviceId, since, refusalText(refusal.code, refusal.message));
  return { question, entry: refusalEntry(run, one) };
}

/** Whole seconds from `createdAt` to `now`; 0 when clocks disagree about which came first. */
export function ageInSeconds(createdAt: string, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(createdAt)) / 1000));
}
