import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { EntitlementArgs } from "./connection-approval-args";
import { approvalRolePolicy, functionTrustPolicy } from "./lib/approval-role-policy";
import { withName } from "./lib/tags";

/** What the function's role may reach. */
export interface ApprovalPermissions {
  readonly serviceArn: pulumi.Output<string>;
  readonly tableArn: pulumi.Input<string>;
  readonly queueArn: pulumi.Output<string>;
  readonly logGroupArn: pulumi.Output<string>;
  readonly requestsTopicArn: pulumi.Output<string>;
  readonly requestsKeyArn: pulumi.Output<string> | undefined;
  readonly entitlement: EntitlementArgs;
  readonly warns: boolean;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** The role of the function, and what must exist before an event reaches it. */
export interface ApprovalRole {
  readonly role: iam.Role;
  readonly permissions: iam.RolePolicy;
}

/** The role of the function, with one policy. */
export function createApprovalRole(
  name: string,
  { entitlement, warns, displayName, tags, ...arns }: ApprovalPermissions,
  opts: pulumi.CustomResourceOptions,
): ApprovalRole {
  const role = new iam.Role(
    `${name}-approval-role`,
    {
      description: `Approves connections of ${displayName}`,
      assumeRolePolicy: JSON.stringify(functionTrustPolicy()),
      tags: withName(tags, `${displayName}-approval-role`),
    },
    opts,
  );
  const { serviceArn, tableArn, queueArn, logGroupArn, requestsTopicArn, requestsKeyArn } = arns;
  const document = pulumi
    .all([
      pulumi.all([serviceArn, tableArn, queueArn, logGroupArn, requestsTopicArn]),
      pulumi.all([requestsKeyArn, entitlement.webhook?.secretArn]),
    ])
    .apply(([[ofService, table, queue, logGroup, topic], [key, secret]]) =>
      approvalRolePolicy({
        serviceArn: ofService,
        tableArn: table,
        queueArn: queue,
        logGroupArn: logGroup,
        requestsTopicArn: topic,
        requestsKeyArn: key,
        secretArn: secret,
        marketplace: entitlement.marketplace !== undefined,
        warns,
      }),
    );
  const permissions = new iam.RolePolicy(
    `${name}-approval-policy`,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    opts,
  );
  return { role, permissions };
}
