import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { deadLetterQueuePolicy, eventQueuePolicy, redriveAllowPolicy } from "./lib/approval-policies";
import { withName } from "./lib/tags";

/** What the queues are made from. */
export interface ApprovalQueue {
  readonly notificationTopicArn: pulumi.Input<string>;
  readonly timeoutSeconds: number;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** The queue of events, and the one of messages that could not be handled. */
export interface ApprovalQueues {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
}

const MOST_RECEIPTS = 5;
const RETENTION_SECONDS = { events: 4 * 24 * 60 * 60, deadLetters: 14 * 24 * 60 * 60 };
/** What AWS advises, so that no message comes back while an invocation and its retries still work on it. */
const VISIBILITY_FACTOR = 6;

/** A queue of the service's connection events, and another one for those that stay unhandled. */
export function createApprovalQueue(
  name: string,
  { notificationTopicArn, timeoutSeconds, displayName, tags }: ApprovalQueue,
  opts: pulumi.CustomResourceOptions,
): ApprovalQueues {
  const deadLetters = new sqs.Queue(
    `${name}-approval-dead-letters`,
    {
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: RETENTION_SECONDS.deadLetters,
      tags: withName(tags, `${displayName}-approval-dead-letters`),
    },
    opts,
  );
  const queue = new sqs.Queue(
    `${name}-approval-queue`,
    {
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: RETENTION_SECONDS.events,
      visibilityTimeoutSeconds: VISIBILITY_FACTOR * timeoutSeconds,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: MOST_RECEIPTS }),
      tags: withName(tags, `${displayName}-approval-queue`),
    },
    opts,
  );
  new sqs.RedriveAllowPolicy(
    `${name}-approval-redrive`,
    { queueUrl: deadLetters.url, redriveAllowPolicy: pulumi.jsonStringify(queue.arn.apply(redriveAllowPolicy)) },
    opts,
  );
  new sqs.QueuePolicy(
    `${name}-approval-dead-letters-policy`,
    { queueUrl: deadLetters.url, policy: pulumi.jsonStringify(deadLetters.arn.apply(deadLetterQueuePolicy)) },
    opts,
  );
  const document = pulumi
    .all([queue.arn, notificationTopicArn])
    .apply(([queueArn, topicArn]) => eventQueuePolicy(queueArn, topicArn));
  const policy = new sqs.QueuePolicy(
    `${name}-approval-queue-policy`,
    { queueUrl: queue.url, policy: pulumi.jsonStringify(document) },
    opts,
  );
  new sns.TopicSubscription(
    `${name}-approval-subscription`,
    { topic: notificationTopicArn, protocol: "sqs", endpoint: queue.arn },
    // Events before the queue admits the topic would be lost.
    { ...opts, dependsOn: policy },
  );
  return { queue, deadLetters };
}
