import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { flowLogDestination } from "./flow-log-destination";
import type { PolicyScope } from "./lib/network-policies";
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
  const { logGroup, role, delivery } = flowLogDestination(name, args, opts);
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
