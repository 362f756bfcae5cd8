import {
  type AlarmShape,
  DEFAULT_PERIODS,
  type HealthShape,
  InsufficientDataHealthStatus,
  MetricComparison,
  MetricStatistic,
  MINUTE,
  type ProbeShape,
  type TrafficShape,
} from "./failover-signals";
import { checkOneOf } from "./one-of";
import { at } from "./path";
import type { Check, Problem } from "./problem";
import { checkRegion } from "./regions";
import { parseServiceName } from "./service-names";
import { checkWhole } from "./whole-numbers";

const DAY = 86_400;
const WEEK = 7 * DAY;
const MOST_DIMENSIONS = 30;
const LONGEST_WORD = 255;

/** Refuses a health that says nothing, and whatever an alarm of CloudWatch or a health check of Route 53 does not take. */
export const checkHealth: Check<HealthShape> = (health, path) => {
  const { probe, traffic, alarm, alarmTopicArns } = health;
  const problems: Problem[] = [];
  if (probe === undefined && traffic === undefined && alarm === undefined) {
    const remedy = "give a probe, traffic or an alarm, or leave health out";
    problems.push({ path, value: health, rule: "says nothing of the endpoint's health", remedy });
  }
  if (probe !== undefined) problems.push(...checkProbe(probe, at(path, "probe")));
  if (traffic !== undefined) problems.push(...checkTraffic(traffic, at(path, "traffic")));
  if (alarm !== undefined) problems.push(...checkAlarm(alarm, at(path, "alarm")));
  if (alarmTopicArns !== undefined && probe === undefined && traffic === undefined) {
    const rule = "is of alarms that are made here, and there are none without a probe or traffic";
    const remedy = "leave it out, or give the topics to the alarm itself";
    problems.push({ path: at(path, "alarmTopicArns"), value: alarmTopicArns.length, rule, remedy });
  }
  return problems;
};

function checkProbe(probe: ProbeShape, path: string): Problem[] {
  const { statistic, comparisonOperator, threshold, region, dimensions = {} } = probe;
  const problems = [
    ...checkWord(probe.namespace, at(path, "namespace")),
    ...checkWord(probe.metricName, at(path, "metricName")),
    ...checkOneOf(Object.values(MetricComparison))(comparisonOperator, at(path, "comparisonOperator")),
    ...checkWindow(probe, path),
    ...checkStatus(probe.insufficientDataHealthStatus, path),
  ];
  if (statistic !== undefined) {
    problems.push(...checkOneOf(Object.values(MetricStatistic))(statistic, at(path, "statistic")));
  }
  if (region !== undefined) problems.push(...checkRegion(region, at(path, "region")));
  if (!Number.isFinite(threshold)) {
    const remedy = "use the value of the metric from which on the endpoint is not well";
    problems.push({ path: at(path, "threshold"), value: threshold, rule: "is not a number", remedy });
  }
  const count = Object.keys(dimensions).length;
  if (count > MOST_DIMENSIONS) {
    const rule = `are more dimensions than ${MOST_DIMENSIONS}, and no metric has more`;
    problems.push({ path: at(path, "dimensions"), value: count, rule, remedy: "name those of one metric" });
  }
  return problems;
}

function checkWord(value: string, path: string): Problem[] {
  if (value !== "" && value.length <= LONGEST_WORD && !value.startsWith(":")) return [];
  const rule = `is not 1 to ${LONGEST_WORD} characters that do not begin with a colon`;
  return [{ path, value, rule, remedy: "write it as CloudWatch shows it" }];
}

function checkWindow({ period = MINUTE, evaluationPeriods = DEFAULT_PERIODS }: ProbeShape, path: string): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(period) || period < MINUTE || period % MINUTE !== 0) {
    const rule = "is not a number of seconds that is a multiple of 60, and Route 53 follows no shorter periods";
    problems.push({ path: at(path, "period"), value: period, rule, remedy: "use 60" });
  }
  const longest = period >= 3_600 ? WEEK : DAY;
  const most = Math.max(1, Math.floor(longest / Math.max(period, MINUTE)));
  return [...problems, ...checkWhole(evaluationPeriods, at(path, "evaluationPeriods"), { min: 1, max: most })];
}

function checkTraffic(traffic: TrafficShape, path: string): Problem[] {
  const { resets, packetsDropped, evaluationPeriods } = traffic;
  const limits = Object.entries({ resets, packetsDropped }).filter(([, value]) => value !== undefined);
  const problems = limits.flatMap(([key, value]): Problem[] => {
    if (Number.isInteger(value) && Number(value) >= 0) return [];
    return [{ path: at(path, key), value, rule: "is not a whole number of packets", remedy: "use 0 or more" }];
  });
  if (limits.length === 0) {
    const rule = "names no limit";
    const remedy = "give resets, packetsDropped or both, from what CloudWatch shows of a normal day";
    problems.push({ path, value: traffic, rule, remedy });
  }
  return [
    ...problems,
    ...checkWhole(evaluationPeriods, at(path, "evaluationPeriods"), { min: 1, max: DAY / MINUTE }),
    ...checkStatus(traffic.insufficientDataHealthStatus, path),
  ];
}

function checkAlarm({ region, insufficientDataHealthStatus }: AlarmShape, path: string): Problem[] {
  const status = checkStatus(insufficientDataHealthStatus, path);
  return region === undefined ? status : [...checkRegion(region, at(path, "region")), ...status];
}

function checkStatus(value: string | undefined, path: string): Problem[] {
  if (value === undefined) return [];
  return checkOneOf(Object.values(InsufficientDataHealthStatus))(value, at(path, "insufficientDataHealthStatus"));
}

/** Refuses what is not the name of an alarm. */
export const checkAlarmName: Check<string> = (value, path) => {
  if (value !== "" && value.length <= LONGEST_WORD && !value.startsWith("arn:")) return [];
  const remedy = "use its name, not its ARN";
  return [{ path, value, rule: `is not the name of an alarm, 1 to ${LONGEST_WORD} characters`, remedy }];
};

/** Where an endpoint and its service are. */
export interface EndpointPlace {
  readonly serviceName: string;
  readonly region: string;
}

/** Refuses metrics of an endpoint whose service is in another Region, because AWS has none. */
export const checkTrafficPlace: Check<EndpointPlace> = ({ serviceName, region }, path) => {
  const home = parseServiceName(serviceName)?.region;
  if (home === undefined || home === region) return [];
  const rule = `is of metrics that AWS does not have of an endpoint in ${region} of a service in ${home}`;
  return [{ path, value: serviceName, rule, remedy: "use a probe" }];
};
