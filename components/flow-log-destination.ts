import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { flowLogsDelivery, flowLogsTrust, type PolicyScope } from "./lib/network-policies";
import { withName } from "./lib/tags";

/** Where flow logs go. */
export interface FlowLogDestination {
  readonly logGroup: cloudwatch.LogGroup;
  readonly role: iam.Role;
  /** What a flow log has to wait for. */
  readonly delivery: iam.RolePolicy;
}

/** A log group for flow logs, and a role that may write to it and to nothing else. */
export function flowLogDestination(
  name: string,
  args: {
    readonly retentionDays: number;
    readonly kmsKeyArn?: pulumi.Input<string>;
    readonly scope: () => pulumi.Output<PolicyScope>;
    readonly displayName: string;
    readonly tags: Record<string, string> | undefined;
  },
  opts: pulumi.CustomResourceOptions,
): FlowLogDestination {
  const tags = withName(args.tags, `${args.displayName}-flow-logs`);
  const logGroup = new cloudwatch.LogGroup(
    `${name}-flow-logs`,
    { retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn, tags },
    opts,
  );
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
  return { logGroup, role, delivery };
}
