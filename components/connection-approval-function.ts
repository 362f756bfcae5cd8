import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { approvalCode } from "../functions/approval-code";
import { SETTINGS_VARIABLE, type Settings } from "../functions/lib/settings";
import type { ApprovalRole } from "./connection-approval-role";
import { withName } from "./lib/tags";

/** What the function is made from. */
export interface ApprovalFunction {
  readonly settings: pulumi.Output<Settings>;
  readonly role: ApprovalRole;
  readonly logGroup: cloudwatch.LogGroup;
  readonly queue: sqs.Queue;
  readonly reservedConcurrency: number;
  readonly queueConcurrency: number;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly scheduleMinutes: number;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

const SECONDS_PER_MINUTE = 60;
const MOST_MESSAGES = 100;
/** One change at a consumer makes several events; in this time they become one run. */
const BATCH_WINDOW_SECONDS = 20;

/** The function that decides, woken by the queue. */
export function createApprovalFunction(
  name: string,
  { settings, role, logGroup, queue, displayName, tags, ...sizes }: ApprovalFunction,
  opts: pulumi.CustomResourceOptions,
): lambda.Function {
  const decides = new lambda.Function(
    `${name}-approval`,
    {
      description: `Approves connections of ${displayName} from its registry`,
      role: role.role.arn,
      code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(approvalCode()) }),
      handler: "index.handler",
      runtime: lambda.Runtime.NodeJS22dX,
      architectures: ["arm64"],
      memorySize: sizes.memoryMb,
      timeout: sizes.timeoutSeconds,
      reservedConcurrentExecutions: sizes.reservedConcurrency,
      environment: { variables: { [SETTINGS_VARIABLE]: pulumi.jsonStringify(settings) } },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tags: withName(tags, `${displayName}-approval`),
    },
    // It starts with the first event, and without its permissions it would fail.
    { ...opts, dependsOn: role.permissions },
  );
  new lambda.FunctionEventInvokeConfig(
    `${name}-approval-invocations`,
    {
      functionName: decides.name,
      // Of the schedule: the next run makes up for one that failed or came too late, so that none has to pile up.
      maximumRetryAttempts: 1,
      maximumEventAgeInSeconds: sizes.scheduleMinutes * SECONDS_PER_MINUTE,
    },
    opts,
  );
  new lambda.EventSourceMapping(
    `${name}-approval-events`,
    {
      eventSourceArn: queue.arn,
      functionName: decides.arn,
      batchSize: MOST_MESSAGES,
      maximumBatchingWindowInSeconds: BATCH_WINDOW_SECONDS,
      // A message that cannot be handled comes back alone.
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: sizes.queueConcurrency },
      tags: withName(tags, `${displayName}-approval-events`),
    },
    opts,
  );
  return decides;
}
