import { admitAlarm, checkAlarm, metricQuery, period, STATISTIC, STATISTICS, UNITS } from "../checks/metric-alarm";
import { all, atMost, each, lengthBetween, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { arn, type ResourceTables, type Rule } from "../table";
import { T } from "../tokens";
import { must } from "../values";

const COMPARISONS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];

const ACTIONS = all(
  atMost(5),
  each(matching(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|ec2)?:.+$/, "be the ARN of an action")),
);

const NAME = lengthBetween(1, 255);

const PERIOD = period(10, 20, 30);

const POSITIVE: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 1 ? undefined : `expected to be at least (1), got ${String(value)}`;

export const alarms: ResourceTables = {
  [T.MetricAlarm]: {
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `ResourceNotFound: Alarm ${id} does not exist`,
    tagged: true,
    autoName: { property: "name", maxLength: 255 },
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    rules: {
      alarmActions: ACTIONS,
      alarmDescription: upTo(1024),
      comparisonOperator: oneOf(...COMPARISONS),
      datapointsToAlarm: POSITIVE,
      evaluateLowSampleCountPercentiles: oneOf("evaluate", "ignore"),
      evaluationInterval: PERIOD,
      evaluationPeriods: POSITIVE,
      extendedStatistic: STATISTIC,
      insufficientDataActions: ACTIONS,
      metricName: NAME,
      metricQueries: all(atMost(20), each(metricQuery)),
      name: NAME,
      namespace: all(NAME, matching(/^[^:].*$/, "not begin with a colon")),
      okActions: ACTIONS,
      period: PERIOD,
      statistic: oneOf(...STATISTICS),
      tags: tagSet,
      treatMissingData: oneOf("breaching", "notBreaching", "ignore", "missing"),
      unit: oneOf(...UNITS),
    },
    check: checkAlarm,
    admit: admitAlarm,
    computed: {
      arn: (m) => arn(m, "cloudwatch", `alarm:${m.id}`),
      evaluateLowSampleCountPercentiles: (m) => m.inputs.evaluateLowSampleCountPercentiles ?? "",
    },
    unordered: ["alarmActions", "insufficientDataActions", "metricQueries", "okActions"],
    keeps: ["evaluateLowSampleCountPercentiles"],
    replaceOn: ["name"],
  },
};
