import { carryOut, undone } from "./carry-out";
import { Failures } from "./failures";
import { planRun } from "./plan-run";
import type { DecisionRegistry, ServiceApi } from "./ports";
import { readFacts, type Sources } from "./read-facts";
import type { Run } from "./run";
import { RunFailed } from "./run-failed";
import type { RunLog } from "./run-log";
import type { DecidedConnection, RunReport } from "./run-report";

/** What a run needs: where facts come from, and what the plan is carried out with. */
export interface ReconcileOptions extends Omit<Sources, "api" | "registry">, Omit<Run, "plan" | "api" | "registry"> {
  readonly api: ServiceApi;
  readonly registry: DecisionRegistry;
  /** Whether only to say what would be done: nothing is written, and nobody is told. Defaults to false. */
  readonly dryRun?: boolean;
}

/**
 * One run for one service: reads everything, plans, carries the plan out and reports. Says nothing about what woke it,
 * because what is to be done follows from the registry and the connections alone: notifications may be lost, late, out
 * of order or doubled, several runs may be at work at once, and a run may end anywhere.
 *
 * @throws RunFailed after all that could be done was done, with one sentence for each step that failed.
 */
export async function reconcile(options: ReconcileOptions): Promise<RunReport> {
  const { service, dryRun = false, log } = options;
  const failures = new Failures();
  const facts = await readFacts(options, failures);
  if (facts === undefined) throw new RunFailed(service, failures.errors);

  const plan = planRun(facts);
  for (const { key, problem } of plan.unreadable) log.warn("An item of the registry cannot be read", { key, problem });
  const carriedOut = dryRun ? undone(plan, true) : await carryOut({ ...options, plan }, failures);
  const report: RunReport = { ...carriedOut, errors: failures.errors.map(({ message }) => message) };
  logDeeds(report, log);
  if (failures.errors.length > 0) throw new RunFailed(service, failures.errors, report);
  return report;
}

/** One line for each connection that was dealt with, so that a run over thousands of quiet ones writes none. */
function logDeeds({ accepted, rejected, postponed, refused, principals, asked }: RunReport, log: RunLog): void {
  const fields = ({ connection, consumer, decision: { action, reason } }: DecidedConnection) => ({
    endpointId: connection.endpointId,
    account: connection.account,
    consumer: consumer?.name,
    action,
    reason,
  });
  for (const about of accepted) log.info("Accepted", fields(about));
  for (const about of rejected) log.info("Rejected", fields(about));
  for (const about of postponed) log.info("Postponed, because the consumer's entry changed", fields(about));
  for (const { about, refusal } of refused) log.warn("Refused by AWS", { ...fields(about), code: refusal.code });
  for (const { endpointId, account } of asked) log.info("Asked people", { endpointId, account });
  if (principals.added.length + principals.removed.length > 0) log.info("Changed principals", { ...principals });
}
