import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { flowLogsDelivery, flowLogsTrust, type PolicyScope } from "./lib/network-policies";
import { withName } from "./lib/tags";

/** What a VPC's flow log is made from. */
export interface NetworkFlowLog {
  readonly vpcId: pulumi.Output<string>;
  readonly retentionDays: number;
  readonly maxAggregationInterval: number;
  readonly scope: () => pulumi.Output<PolicyScope>;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** A flow log of the whole VPC's traffic in a log group of its own, and the role that may write to it. */
export function createFlowLog(name: string, args: NetworkFlowLog, opts: pulumi.CustomResourceOptions): void {
  const tags = withName(args.tags, `${args.displayName}-flow-logs`);
  const logGroup = new cloudwatch.LogGroup(`${name}-flow-logs`, { retentionInDays: args.retentionDays, tags }, opts);
  const role = new iam.Role(
    `${name}-flow-logs`,
    { assumeRolePolicy: pulumi.jsonStringify(args.scope().apply(flowLogsTrust)), tags },
    opts,
  );
  const delivery = new iam.RolePolicy(
    `${name}-flow-logs`,
    { role: role.name, policy: pulumi.jsonStringify(logGroup.arn.apply(flowLogsDelivery)) },
    opts,
  );
  new ec2.FlowLog(
    `${name}-flow-log`,
    {
      vpcId: args.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: args.maxAggregationInterval,
      tags: withName(args.tags, `${args.displayName}-flow-log`),
    },
    { ...opts, dependsOn: delivery },
  );
}
