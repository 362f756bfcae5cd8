/** What Route 53 takes an endpoint for when CloudWatch has too little data of it. */
export const InsufficientDataHealthStatus = {
  Healthy: "Healthy",
  Unhealthy: "Unhealthy",
  /** What it was when there last was enough; healthy before there ever was. */
  LastKnownStatus: "LastKnownStatus",
} as const;
export type InsufficientDataHealthStatus =
  (typeof InsufficientDataHealthStatus)[keyof typeof InsufficientDataHealthStatus];

/** Statistics that a health check can follow; Route 53 knows no percentiles. */
export const MetricStatistic = {
  Average: "Average",
  Minimum: "Minimum",
  Maximum: "Maximum",
  Sum: "Sum",
  SampleCount: "SampleCount",
} as const;
export type MetricStatistic = (typeof MetricStatistic)[keyof typeof MetricStatistic];

/** How a metric that means trouble compares with the threshold; Route 53 knows no anomaly bands. */
export const MetricComparison = {
  GreaterThanOrEqualToThreshold: "GreaterThanOrEqualToThreshold",
  GreaterThanThreshold: "GreaterThanThreshold",
  LessThanThreshold: "LessThanThreshold",
  LessThanOrEqualToThreshold: "LessThanOrEqualToThreshold",
} as const;
export type MetricComparison = (typeof MetricComparison)[keyof typeof MetricComparison];

/** A metric that a probe of the consumer's writes. */
export interface ProbeShape {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, unknown>>;
  readonly statistic?: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly period?: number;
  readonly evaluationPeriods?: number;
  readonly region?: string;
  readonly insufficientDataHealthStatus?: string;
}

/** Limits of what AWS itself counts of an endpoint's traffic. */
export interface TrafficShape {
  readonly resets?: number;
  readonly packetsDropped?: number;
  readonly evaluationPeriods?: number;
  readonly insufficientDataHealthStatus?: string;
}

/** An alarm that is there already. */
export interface AlarmShape {
  readonly name: unknown;
  readonly region?: string;
  readonly insufficientDataHealthStatus?: string;
}

/** What tells whether an endpoint is healthy; of all that is given, everything must be well. */
export interface HealthShape {
  readonly probe?: ProbeShape;
  readonly traffic?: TrafficShape;
  readonly alarm?: AlarmShape;
  readonly alarmTopicArns?: readonly unknown[];
}

/** Seconds of a minute, the shortest period that Route 53 follows. */
export const MINUTE = 60;
/** Periods in a row that decide unless told otherwise. */
export const DEFAULT_PERIODS = 3;

/** One alarm that is made of a health: its metric without the dimensions, and what no data means. */
export interface SignalAlarm {
  readonly signal: "probe" | "resets" | "packets-dropped";
  /** What the alarm says when it goes off, after the name of the endpoint. */
  readonly says: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly insufficientDataHealthStatus: string;
}

/**
 * The alarms of a health. A probe reports whether or not there is traffic, so its silence is a failure. Traffic stops
 * when Route 53 turns away from an endpoint, so there silence must change nothing: it would send everybody back to an
 * endpoint that nobody has found well.
 */
export function signalAlarms({ probe, traffic }: HealthShape): SignalAlarm[] {
  const alarms: SignalAlarm[] = [];
  if (probe !== undefined) {
    alarms.push({
      signal: "probe",
      says: "does not answer its probe",
      namespace: probe.namespace,
      metricName: probe.metricName,
      statistic: probe.statistic ?? MetricStatistic.Average,
      comparisonOperator: probe.comparisonOperator,
      threshold: probe.threshold,
      period: probe.period ?? MINUTE,
      evaluationPeriods: probe.evaluationPeriods ?? DEFAULT_PERIODS,
      insufficientDataHealthStatus: probe.insufficientDataHealthStatus ?? InsufficientDataHealthStatus.Unhealthy,
    });
  }
  const ofTraffic = {
    namespace: "AWS/PrivateLinkEndpoints",
    statistic: MetricStatistic.Sum,
    comparisonOperator: MetricComparison.GreaterThanThreshold,
    period: MINUTE,
    evaluationPeriods: traffic?.evaluationPeriods ?? DEFAULT_PERIODS,
    insufficientDataHealthStatus: traffic?.insufficientDataHealthStatus ?? InsufficientDataHealthStatus.LastKnownStatus,
  };
  if (traffic?.resets !== undefined) {
    const metric = { metricName: "RstPacketsReceived", threshold: traffic.resets };
    alarms.push({ signal: "resets", says: "gets resets from its service", ...ofTraffic, ...metric });
  }
  if (traffic?.packetsDropped !== undefined) {
    const metric = { metricName: "PacketsDropped", threshold: traffic.packetsDropped };
    alarms.push({ signal: "packets-dropped", says: "drops packets", ...ofTraffic, ...metric });
  }
  return alarms;
}

const TREATMENTS: Readonly<Record<string, string>> = {
  [InsufficientDataHealthStatus.Healthy]: "notBreaching",
  [InsufficientDataHealthStatus.Unhealthy]: "breaching",
  [InsufficientDataHealthStatus.LastKnownStatus]: "ignore",
};

/** How an alarm treats missing data so that it says the same as its health check. */
export function missingDataTreatment(insufficientDataHealthStatus: string): string {
  return TREATMENTS[insufficientDataHealthStatus] ?? "missing";
}
