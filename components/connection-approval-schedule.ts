import * as iam from "@pulumi/aws/iam";
import type * as lambda from "@pulumi/aws/lambda";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { SCHEDULE_ROLE_SUFFIX } from "./connection-approval-checks";
import { invokeFunctionPolicy, scheduleTrustPolicy } from "./lib/approval-policies";
import { withName } from "./lib/tags";

/** What the schedule is made from. */
export interface ApprovalSchedule {
  readonly serviceArn: pulumi.Output<string>;
  readonly decides: lambda.Function;
  readonly scheduleMinutes: number;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

const SECONDS_PER_MINUTE = 60;

/** Runs the function regularly, so that dates take effect and no lost event matters. */
export function createApprovalSchedule(
  name: string,
  { serviceArn, decides, scheduleMinutes, displayName, tags }: ApprovalSchedule,
  opts: pulumi.CustomResourceOptions,
): void {
  const role = new iam.Role(
    `${name}${SCHEDULE_ROLE_SUFFIX}`,
    {
      description: `Runs the connection approval of ${displayName}`,
      assumeRolePolicy: pulumi.jsonStringify(serviceArn.apply(scheduleTrustPolicy)),
      tags: withName(tags, `${displayName}${SCHEDULE_ROLE_SUFFIX}`),
    },
    opts,
  );
  const policy = new iam.RolePolicy(
    `${name}-approval-schedule-policy`,
    { role: role.name, policy: pulumi.jsonStringify(decides.arn.apply(invokeFunctionPolicy)) },
    opts,
  );
  new scheduler.Schedule(
    `${name}-approval-schedule`,
    {
      description: `Runs the connection approval of ${displayName}`,
      scheduleExpression: `rate(${scheduleMinutes} ${scheduleMinutes === 1 ? "minute" : "minutes"})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: decides.arn,
        roleArn: role.arn,
        input: JSON.stringify({ source: "schedule" }),
        // A run that is late by a whole period is replaced by the next one.
        retryPolicy: { maximumEventAgeInSeconds: scheduleMinutes * SECONDS_PER_MINUTE, maximumRetryAttempts: 3 },
      },
    },
    { ...opts, dependsOn: policy },
  );
}
