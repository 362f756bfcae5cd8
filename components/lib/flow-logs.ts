import { at } from "./path";
import type { Check, Problem } from "./problem";

/** How many days CloudWatch Logs can be told to keep a log group; other numbers are refused by AWS. */
const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const AGGREGATION_INTERVALS: readonly number[] = [60, 600];

/** Flow logs as their rules see them. */
export interface FlowLogsShape {
  readonly retentionDays?: number | undefined;
  readonly maxAggregationInterval?: number | undefined;
}

/** Refuses a retention or an interval that AWS does not have. */
export const checkFlowLogs: Check<FlowLogsShape> = (flowLogs, path) => [
  ...checkRetentionDays(flowLogs.retentionDays, at(path, "retentionDays")),
  ...checkInterval(flowLogs.maxAggregationInterval, at(path, "maxAggregationInterval")),
];

/** Refuses a number of days that CloudWatch Logs does not have. */
export const checkRetentionDays: Check<number | undefined> = (value, path): Problem[] => {
  if (value === undefined || RETENTION_DAYS.includes(value)) return [];
  const rule = "is not a retention that CloudWatch Logs has";
  return [{ path, value, rule, remedy: `use one of ${RETENTION_DAYS.join(", ")} days` }];
};

function checkInterval(value: number | undefined, path: string): Problem[] {
  if (value === undefined || AGGREGATION_INTERVALS.includes(value)) return [];
  const rule = "is not an aggregation interval of VPC flow logs";
  return [{ path, value, rule, remedy: `use ${AGGREGATION_INTERVALS.join(" or ")} seconds` }];
}
