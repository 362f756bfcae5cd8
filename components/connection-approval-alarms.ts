import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "./lib/tags";

/** What the alarms watch. */
export interface ApprovalAlarms {
  readonly service: { readonly name: string; readonly serviceId: pulumi.Input<string> };
  readonly deadLetters: sqs.Queue;
  readonly decides: lambda.Function;
  readonly topicArns: pulumi.Input<string>[];
  readonly scheduleMinutes: number;
  readonly oldestPendingMinutes: number;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** Namespace of the metrics that the function itself writes. */
const NAMESPACE = "SaasPrivateLink";
const SECONDS_PER_MINUTE = 60;
const FIVE_MINUTES = 5 * SECONDS_PER_MINUTE;
const MISSED_RUNS = 3;

/**
 * Says what people have to look at: what was not handled, what waits too long, and that nothing runs at all. Returns the
 * names of the alarms.
 */
export function createApprovalAlarms(
  name: string,
  alarms: ApprovalAlarms,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string[]> {
  const { service, deadLetters, decides, topicArns, scheduleMinutes, oldestPendingMinutes, displayName, tags } = alarms;
  const ofService = { namespace: NAMESPACE, dimensions: { Service: service.name, ServiceId: service.serviceId } };
  const ofFunction = { namespace: "AWS/Lambda", dimensions: { FunctionName: decides.name } };
  const above = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, treatMissingData: "notBreaching" };
  const create = (key: string, alarmDescription: string, metric: cloudwatch.MetricAlarmArgs) =>
    new cloudwatch.MetricAlarm(
      `${name}-approval-${key}`,
      {
        ...metric,
        alarmDescription,
        alarmActions: topicArns,
        okActions: topicArns,
        tags: withName(tags, `${displayName}-approval-${key}`),
      },
      opts,
    ).name;

  const undelivered = create("undelivered", `Connection events of ${displayName} could not be handled`, {
    ...above,
    namespace: "AWS/SQS",
    dimensions: { QueueName: deadLetters.name },
    metricName: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    period: FIVE_MINUTES,
    threshold: 0,
  });
  const errors = create("errors", `The connection approval of ${displayName} fails`, {
    ...above,
    ...ofFunction,
    metricName: "Errors",
    statistic: "Sum",
    period: FIVE_MINUTES,
    threshold: 0,
  });
  const throttles = create("throttles", `The connection approval of ${displayName} is throttled`, {
    ...above,
    ...ofFunction,
    metricName: "Throttles",
    statistic: "Sum",
    period: FIVE_MINUTES,
    threshold: 0,
  });
  const waiting = create("waiting", `A connection to ${displayName} waits for a decision`, {
    ...above,
    ...ofService,
    // A run that could not see the connections says nothing of them, and must not end the alarm.
    treatMissingData: "ignore",
    metricName: "OldestPendingSeconds",
    statistic: "Maximum",
    period: scheduleMinutes * SECONDS_PER_MINUTE,
    threshold: oldestPendingMinutes * SECONDS_PER_MINUTE,
  });
  const idle = create("idle", `The connection approval of ${displayName} does not run`, {
    ...ofService,
    metricName: "Runs",
    statistic: "Sum",
    period: scheduleMinutes * SECONDS_PER_MINUTE,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: MISSED_RUNS,
    treatMissingData: "breaching",
    // A new service has not run yet, which is no alarm.
    warmUpConfiguration: { warmUpPeriodDurationInMinutes: MISSED_RUNS * scheduleMinutes },
  });
  return pulumi.all([undelivered, errors, throttles, waiting, idle]);
}
