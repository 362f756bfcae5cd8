import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { PublishedService } from "./published-service";
import { RunFailed } from "./run-failed";
import type { RunReport } from "./run-report";

/** Namespace of the metrics in CloudWatch. */
export const METRICS_NAMESPACE = "SaasPrivateLink";

/** How a run ended: what it reports, and what it failed with; one of them at least. */
export interface Outcome {
  readonly report?: RunReport | undefined;
  readonly error?: unknown;
}

/**
 * Writes the metrics of a run as one line, from which CloudWatch makes them. What a run could not find out is left out:
 * a zero would end the alarm of a connection that still waits.
 *
 * The line goes past `console`. With the JSON log format of Lambda `console.log` puts its argument as text into the
 * field `message` of a line of its own, and CloudWatch finds no metrics in it; with the text format it puts words before
 * it. The library writes to the standard output itself, and Lambda leaves a line that is JSON as it is. It has no
 * `level`, so Lambda takes it as INFO: a function whose application log level is above that has no metrics.
 */
export function writeMetrics(service: Pick<PublishedService, "name" | "serviceId">, outcome: Outcome): void {
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE });
  // The library's own dimension `service` would make metrics that no alarm looks at.
  metrics.clearDefaultDimensions();
  metrics.addDimensions({ Service: service.name, ServiceId: service.serviceId });
  for (const [name, value] of Object.entries(metricsOf(outcome))) metrics.addMetric(name, unitOf(name), value);
  metrics.publishStoredMetrics();
}

/** The metrics of a run, by name. */
export function metricsOf({ report, error }: Outcome): Readonly<Record<string, number>> {
  const errors = { Errors: errorsOf(report, error) };
  // Without the registry nothing was decided: it was no run, which is what the alarm of missing runs is for.
  if (report === undefined) return { Runs: 0, ...errors };
  const { accepted, rejected, plan } = report;
  const done = { Runs: 1, ...errors, Accepted: accepted.length, Rejected: rejected.length };
  const read = { ...done, UnreadableEntries: plan.unreadable.length };
  if (plan.decisions.length === 0 && errors.Errors > 0) return read;
  return {
    ...read,
    Pending: report.pending.length,
    OldestPendingSeconds: report.oldestPendingSeconds,
    UnknownAccounts: report.unknownAccounts.length,
  };
}

function errorsOf(report: RunReport | undefined, error: unknown): number {
  if (error instanceof RunFailed) return error.errors.length;
  return (report?.errors.length ?? 0) + (error === undefined ? 0 : 1);
}

function unitOf(name: string) {
  return name === "OldestPendingSeconds" ? MetricUnit.Seconds : MetricUnit.Count;
}
