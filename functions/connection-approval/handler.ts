import type { Context, SQSBatchResponse } from "aws-lambda";
import type { FunctionLog } from "../lib/logger";
import type { Notification } from "../lib/messages";
import { RunFailed } from "../lib/run-failed";
import type { Outcome } from "../lib/run-metrics";
import type { RunReport } from "../lib/run-report";
import type { Settings } from "../lib/settings";
import { readWakeUp } from "../lib/wake-up";

/** What the handler works with, made once for all invocations of a container. */
export interface Parts {
  readonly settings: Settings;
  readonly log: FunctionLog;
  /** One run for the service; throws when a step of it failed. */
  readonly run: (notifications: readonly Notification[]) => Promise<RunReport>;
  /** Writes the metrics of a run. */
  readonly measure: (outcome: Outcome) => void;
}

/** What AWS Lambda calls. */
export type Handler = (
  event: unknown,
  context?: Pick<Context, "awsRequestId">,
) => Promise<SQSBatchResponse | undefined>;

/**
 * One run for each invocation, whatever it was woken by. A message that is not a notification of the topic is given back
 * alone: the queue brings it again, and in the end puts it aside; the others are done. When the run fails it throws, so
 * that AWS counts the failure, and the queue brings all messages again after a while.
 */
export function handlerOf(parts: () => Parts): Handler {
  return async (event, context) => {
    const { settings, log, run, measure } = parts();
    log.begin(context?.awsRequestId);
    const { by, notifications, poison } = readWakeUp(event, settings.notificationTopicArn);
    for (const { queueId, problem } of poison) {
      log.error("A message in the queue is not a notification of the topic", { queueId, problem });
    }
    const outcome = await outcomeOf(() => run(notifications));
    measure(outcome);
    summarise(log, by, notifications.length, outcome);
    if ("error" in outcome) throw outcome.error;
    if (by === "schedule") return undefined;
    return { batchItemFailures: poison.map(({ queueId }) => ({ itemIdentifier: queueId })) };
  };
}

async function outcomeOf(run: () => Promise<RunReport>): Promise<Outcome> {
  try {
    return { report: await run() };
  } catch (error) {
    return { error, report: error instanceof RunFailed ? error.report : undefined };
  }
}

/** One line for each run, quiet ones too: that nothing had to be done is what people look for most. */
function summarise(log: FunctionLog, by: string, messages: number, { report, error }: Outcome): void {
  const fields = { by, messages, ...(report && countsOf(report)) };
  if (error === undefined) log.info("Run done", fields);
  else log.error("Run failed", { ...fields, error: error instanceof Error ? error.message : String(error) });
}

function countsOf(report: RunReport) {
  return {
    connections: report.plan.decisions.length,
    accepted: report.accepted.length,
    rejected: report.rejected.length,
    postponed: report.postponed.length,
    refused: report.refused.length,
    principalsAdded: report.principals.added.length,
    principalsRemoved: report.principals.removed.length,
    asked: report.asked.length,
    warned: report.warned.length,
    pending: report.pending.length,
    oldestPendingSeconds: report.oldestPendingSeconds,
    unreadableEntries: report.plan.unreadable.length,
  };
}
