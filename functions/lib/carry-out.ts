import { changePrincipals } from "./change-principals";
import { isPending } from "./connection";
import { Reason } from "./decision";
import { accept, confirmRefusals, cut, recordIntents } from "./deeds";
import type { Failures } from "./failures";
import type { Run } from "./run";
import type { DecidedConnection, RunPlan, RunReport } from "./run-report";
import { sendWarnings } from "./send-warnings";
import { ageInSeconds, closeQuestions, openQuestions, openRefused } from "./settle-questions";

/**
 * Does what a plan says, in an order in which the run may end between any two calls: a deed is written down before it
 * is done, connections are cut before their principals are removed, principals are admitted before anything is
 * accepted, and people are told before it is remembered that they were. What fails is collected in `failures`, and what
 * does not depend on it is done.
 */
export async function carryOut(run: Run, failures: Failures): Promise<RunReport> {
  const { plan } = run;
  const written = await recordIntents(run, failures);
  const isWritten = ({ connection }: DecidedConnection): boolean => written?.has(connection.endpointId) ?? false;

  const cuts = await cut(run, plan.cut.filter(isWritten), failures);
  const isCut = new Set(cuts.done);
  const uncut = new Set(plan.cut.filter((about) => !isCut.has(about)).map(({ connection }) => connection.account));
  const principals = await changePrincipals(run, uncut, failures);
  const acceptances = await accept(run, plan.accept.filter(isWritten), failures);

  const refused = await confirmRefusals(run, [...cuts.refused, ...acceptances.refused], failures);
  const refusedQuestions = await openRefused(run, refused, failures);
  const questions = await openQuestions(run, failures);
  const done = [...cuts.done, ...acceptances.done];
  const closed = await closeQuestions(run, done, failures);
  const warned = await sendWarnings(run, failures);

  return {
    ...undone(plan, false),
    accepted: acceptances.done,
    rejected: cuts.done,
    postponed: written === undefined ? [] : [...plan.cut, ...plan.accept].filter((about) => !isWritten(about)),
    refused,
    principals,
    asked: questions.asked,
    opened: [...refusedQuestions, ...questions.opened],
    closed,
    warned,
    ...waiting(plan, done),
    errors: failures.errors.map(({ message }) => message),
  };
}

/** The report of a plan of which nothing is done. */
export function undone(plan: RunPlan, dryRun: boolean): RunReport {
  return {
    plan,
    dryRun,
    accepted: [],
    rejected: [],
    postponed: [],
    refused: [],
    principals: { added: [], removed: [] },
    asked: [],
    opened: [],
    closed: [],
    warned: [],
    ...waiting(plan, []),
    errors: [],
  };
}

function waiting(
  { decisions, now }: RunPlan,
  done: readonly DecidedConnection[],
): Pick<RunReport, "pending" | "oldestPendingSeconds" | "unknownAccounts"> {
  const isDone = new Set(done);
  const pending = decisions.filter((about) => isPending(about.connection) && !isDone.has(about));
  const unknown = pending.filter(({ decision }) => decision.reason === Reason.UnknownAccount);
  return {
    pending,
    oldestPendingSeconds: pending.reduce(
      (oldest, { connection }) => Math.max(oldest, ageInSeconds(connection.createdAt, now)),
      0,
    ),
    unknownAccounts: [...new Set(unknown.map(({ connection }) => connection.account))].sort(),
  };
}
