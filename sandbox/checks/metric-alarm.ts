import { type Making, type Refusal, type Rule, refuse } from "../table";
import { T } from "../tokens";
import { isUnknown, number, type Properties, records, text, texts } from "../values";
import { all, matching, needs, property, upTo } from "./rules";

export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;

const SIZES = [
  "Bytes",
  "Kilobytes",
  "Megabytes",
  "Gigabytes",
  "Terabytes",
  "Bits",
  "Kilobits",
  "Megabits",
  "Gigabits",
  "Terabits",
];

export const UNITS: readonly string[] = [
  "Seconds",
  "Microseconds",
  "Milliseconds",
  ...SIZES,
  "Percent",
  "Count",
  ...SIZES.map((size) => `${size}/Second`),
  "Count/Second",
  "None",
];

/** A percentile, or a trimmed or winsorized mean and its like. */
export const STATISTIC = matching(
  /^((p|tm|wm|tc|ts)(\d{1,2}(\.\d{1,10})?|100)|IQM|(TM|WM|PR|TC|TS)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/,
  "be a percentile such as p99, or a trimmed mean such as tm90",
);

/** Seconds of one data point, which is a minute or a multiple of it, or a few shorter ones. */
export function period(...shorter: readonly number[]): Rule {
  return (value) =>
    shorter.includes(Number(value)) || (Number(value) > 0 && Number(value) % 60 === 0)
      ? undefined
      : `expected to be one of ${shorter.join(", ")} or divisible by 60, got: ${String(value)}`;
}

const ofQuery = all(
  needs("metricName", "period", "stat"),
  property("period", period(1, 5, 10, 20, 30)),
  property("stat", (value, inputs) =>
    STATISTICS.some((word) => word === value) ? undefined : STATISTIC(value, inputs),
  ),
);

/** A metric or an expression of an alarm on metric math. */
export const metricQuery: Rule = all(
  needs("id"),
  property("expression", upTo(1024)),
  property("period", period(1, 5, 10, 20, 30)),
  property("metric", ofQuery),
);

/** Inputs of an alarm on one metric, of which an alarm on metric math has none. */
const OF_METRIC = ["dimensions", "extendedStatistic", "metricName", "namespace", "period", "statistic"];

const DAY = 86_400;
const WEEK = 7 * DAY;

function ofMetric(inputs: Properties): Refusal[] {
  const { metricName, statistic, extendedStatistic } = inputs;
  const refusals: Refusal[] = [];
  if (metricName !== undefined && (statistic === undefined) === (extendedStatistic === undefined)) {
    const message = "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm";
    refusals.push(refuse("statistic", message));
  }
  for (const name of ["metricName", "namespace", "period"]) {
    if (inputs[name] === undefined)
      refusals.push(refuse(name, `ValidationError: an alarm on one metric needs ${name}`));
  }
  return refusals;
}

function ofWindow({ period, evaluationPeriods, datapointsToAlarm }: Properties): Refusal[] {
  const seconds = number(period);
  const periods = number(evaluationPeriods);
  const points = number(datapointsToAlarm);
  const refusals: Refusal[] = [];
  if (periods !== undefined && points !== undefined && points > periods) {
    const message = `ValidationError: DatapointsToAlarm (${points}) must be less than or equal to EvaluationPeriods (${periods})`;
    refusals.push(refuse("datapointsToAlarm", message));
  }
  const longest = seconds !== undefined && seconds >= 3_600 ? WEEK : DAY;
  if (seconds !== undefined && periods !== undefined && seconds * periods > longest) {
    const message = `ValidationError: Metrics cannot be checked across more than ${longest === DAY ? "a day" : "a week"} (EvaluationPeriods * Period must be <= ${longest})`;
    refusals.push(refuse("evaluationPeriods", message));
  }
  return refusals;
}

/** Inputs of an alarm that do not go together. */
export function checkAlarm(inputs: Properties): Refusal[] {
  if (inputs.evaluationCriteria !== undefined) return [];
  const refusals: Refusal[] = [];
  for (const name of ["comparisonOperator", "evaluationPeriods"]) {
    if (inputs[name] === undefined) refusals.push(refuse(name, `Missing required argument "${name}"`));
  }
  if (inputs.threshold !== undefined && inputs.thresholdMetricId !== undefined)
    refusals.push(refuse("threshold", "conflicts with thresholdMetricId"));
  const queries = inputs.metricQueries;
  if (queries === undefined) return [...refusals, ...ofMetric(inputs), ...ofWindow(inputs)];
  for (const name of OF_METRIC.filter((p) => inputs[p] !== undefined)) {
    refusals.push(refuse(name, "conflicts with metricQueries"));
  }
  if (!isUnknown(queries) && records(queries).some((q) => q.expression !== undefined && q.metric !== undefined)) {
    refusals.push(refuse("metricQueries", "No metric_query may have both `expression` and a `metric` specified"));
  }
  return [...refusals, ...ofWindow(inputs)];
}

/** A second alarm of the name would overwrite the first, and actions are of the alarm's own Region. */
export function admitAlarm({ inputs, cloud, region, old }: Making): Refusal[] {
  const refusals: Refusal[] = [];
  if (old === undefined && cloud.find(T.MetricAlarm, text(inputs.name) ?? "", region) !== undefined) {
    refusals.push(refuse("name", `CloudWatch metric alarm "${inputs.name}" already exists`));
  }
  for (const name of ["alarmActions", "insufficientDataActions", "okActions"]) {
    const regions = texts(inputs[name]).map((action) => action.split(":")[3] ?? "");
    const far = regions.find((other) => other !== "" && other !== region);
    if (far === undefined) continue;
    refusals.push(refuse(name, `ValidationError: Invalid region ${far} specified. Only ${region} is supported.`));
  }
  return refusals;
}
