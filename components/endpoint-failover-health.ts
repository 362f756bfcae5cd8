import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { FailoverEndpoint } from "./endpoint-failover-args";
import type { FailoverTarget } from "./endpoint-failover-targets";
import { InsufficientDataHealthStatus, missingDataTreatment, signalAlarms } from "./lib/failover-signals";
import { withName } from "./lib/tags";

/** What the health of an endpoint is made from. */
export interface HealthArgs {
  /** Key of the endpoint. */
  readonly key: string;
  readonly endpoint: FailoverEndpoint;
  readonly target: FailoverTarget;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

type ChildOptions = pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource };

/**
 * The health check of an endpoint; undefined where nothing tells of its health. Route 53's own checkers do not reach
 * private addresses, so it follows alarms of CloudWatch.
 */
export function createHealthCheck(
  name: string,
  args: HealthArgs,
  opts: ChildOptions,
): pulumi.Output<string> | undefined {
  if (args.endpoint.health === undefined) return undefined;
  const signals = [...madeAlarms(name, args, opts), ...givenAlarm(args, opts)];
  const { key, displayName, tags } = args;
  const checks = signals.map(
    ({ signal, ...alarm }) =>
      new route53.HealthCheck(
        `${name}-${signal}-${key}`,
        { type: "CLOUDWATCH_METRIC", ...alarm, tags: withName(tags, `${displayName}-${key}-${signal}`) },
        opts,
      ),
  );
  const [only, ...others] = checks;
  if (others.length === 0) return only?.id;
  const all = new route53.HealthCheck(
    `${name}-all-${key}`,
    {
      type: "CALCULATED",
      childHealthchecks: checks.map((check) => check.id),
      childHealthThreshold: checks.length,
      tags: withName(tags, `${displayName}-${key}`),
    },
    opts,
  );
  return all.id;
}

/** An alarm as a health check follows it. */
interface Signal {
  readonly signal: string;
  readonly cloudwatchAlarmName: pulumi.Input<string>;
  readonly cloudwatchAlarmRegion: pulumi.Input<string>;
  readonly insufficientDataHealthStatus: string;
  /** What makes Route 53 read the alarm's settings again, of which it keeps a copy. */
  readonly triggers?: Record<string, pulumi.Input<string>>;
}

function madeAlarms(name: string, args: HealthArgs, opts: ChildOptions): Signal[] {
  const { key, endpoint, target, displayName, tags } = args;
  const { probe, alarmTopicArns } = endpoint.health ?? {};
  return signalAlarms(endpoint.health ?? {}).map(({ signal, says, insufficientDataHealthStatus, ...metric }) => {
    const ofProbe = signal === "probe";
    const dimensions = ofProbe ? probe?.dimensions : target.dimensions;
    const alarm = new cloudwatch.MetricAlarm(
      `${name}-${signal}-${key}`,
      {
        region: (ofProbe ? probe?.region : undefined) ?? endpoint.region,
        ...metric,
        dimensions,
        treatMissingData: missingDataTreatment(insufficientDataHealthStatus),
        alarmDescription: `The endpoint ${key} of ${displayName} ${says}`,
        alarmActions: alarmTopicArns,
        okActions: alarmTopicArns,
        tags: withName(tags, `${displayName}-${key}-${signal}`),
      },
      opts,
    );
    return {
      signal,
      cloudwatchAlarmName: alarm.name,
      cloudwatchAlarmRegion: alarm.region,
      insufficientDataHealthStatus,
      triggers: { settings: pulumi.jsonStringify({ ...metric, dimensions }) },
    };
  });
}

function givenAlarm({ endpoint }: HealthArgs, { parent }: ChildOptions): Signal[] {
  const alarm = endpoint.health?.alarm;
  if (alarm === undefined) return [];
  return [
    {
      signal: "alarm",
      cloudwatchAlarmName: alarm.name,
      cloudwatchAlarmRegion: alarm.region ?? endpoint.region ?? getRegionOutput({}, { parent }).region,
      insufficientDataHealthStatus: alarm.insufficientDataHealthStatus ?? InsufficientDataHealthStatus.LastKnownStatus,
      triggers: alarm.triggers,
    },
  ];
}
