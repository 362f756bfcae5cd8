import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { EndpointAlarmThresholds } from "./consumer-endpoint-args";
import { withName } from "./lib/tags";

/** What the alarms watch. */
export interface EndpointAlarms {
  readonly endpoint: ec2.VpcEndpoint;
  readonly vpcId: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly topicArns: pulumi.Input<string>[];
  readonly thresholds: EndpointAlarmThresholds | undefined;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

const DROPPED_PACKETS = 0;
const RESETS = 10;
const MINUTE = 60;
const MINUTES = 5;

/** Says that an endpoint loses packets, and that the service closes connections. */
export function createEndpointAlarms(name: string, alarms: EndpointAlarms, opts: pulumi.CustomResourceOptions): void {
  const { endpoint, vpcId, serviceName, topicArns, thresholds, displayName, tags } = alarms;
  const create = (key: string, alarmDescription: string, metricName: string, threshold: number) =>
    new cloudwatch.MetricAlarm(
      `${name}-${key}`,
      {
        namespace: "AWS/PrivateLinkEndpoints",
        // AWS reports the metrics under these four together; an alarm on fewer of them never has data.
        dimensions: {
          "Endpoint Type": "Interface",
          "Service Name": serviceName,
          "VPC Endpoint Id": endpoint.id,
          "VPC Id": vpcId,
        },
        metricName,
        statistic: "Sum",
        period: MINUTE,
        evaluationPeriods: MINUTES,
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        // AWS reports only while there is traffic, and a quiet endpoint is well.
        treatMissingData: "notBreaching",
        alarmDescription,
        alarmActions: topicArns,
        okActions: topicArns,
        tags: withName(tags, `${displayName}-${key}`),
      },
      opts,
    );
  create(
    "packets-dropped",
    `The endpoint ${displayName} drops packets`,
    "PacketsDropped",
    thresholds?.packetsDropped ?? DROPPED_PACKETS,
  );
  create(
    "resets",
    `The service behind the endpoint ${displayName} resets connections`,
    "RstPacketsReceived",
    thresholds?.resets ?? RESETS,
  );
}
