import { createHash } from "node:crypto";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { requestsKeyPolicy, requestsTopicPolicy } from "./lib/approval-policies";
import { withName } from "./lib/tags";

/** What the topic of requests is made from. */
export interface ApprovalRequests {
  readonly serviceArn: pulumi.Output<string>;
  /** A topic to use as it is. */
  readonly requestsTopicArn: pulumi.Input<string> | undefined;
  readonly emails: readonly string[];
  readonly chatEndpoint: string | undefined;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** Where people are asked. */
export interface RequestsTopic {
  readonly topicArn: pulumi.Output<string>;
  /** Key of the topic; absent where the topic is not our own. */
  readonly keyArn?: pulumi.Output<string>;
}

/** The topic by which people are asked and alarmed: the given one, or an encrypted one with its subscriptions. */
export function createRequestsTopic(
  name: string,
  { serviceArn, requestsTopicArn, emails, chatEndpoint, displayName, tags }: ApprovalRequests,
  opts: pulumi.CustomResourceOptions,
): RequestsTopic {
  if (requestsTopicArn !== undefined) return { topicArn: pulumi.output(requestsTopicArn) };
  const key = new kms.Key(
    `${name}-requests-key`,
    {
      description: `Encrypts connection requests of ${displayName}`,
      enableKeyRotation: true,
      policy: pulumi.jsonStringify(serviceArn.apply(requestsKeyPolicy)),
      tags: withName(tags, `${displayName}-requests-key`),
    },
    opts,
  );
  const topic = new sns.Topic(
    `${name}-requests-topic`,
    { kmsMasterKeyId: key.arn, tags: withName(tags, "connection-requests-topic") },
    opts,
  );
  const document = pulumi
    .all([serviceArn, topic.arn])
    .apply(([ofService, topicArn]) => requestsTopicPolicy(ofService, topicArn));
  new sns.TopicPolicy(
    `${name}-requests-topic-policy`,
    { arn: topic.arn, policy: pulumi.jsonStringify(document) },
    opts,
  );
  const subscribe = (protocol: string, endpoint: string) =>
    new sns.TopicSubscription(`${name}-requests-${mark(endpoint)}`, { topic: topic.arn, protocol, endpoint }, opts);
  for (const email of emails) subscribe("email", email);
  if (chatEndpoint !== undefined) subscribe("https", chatEndpoint);
  return { topicArn: topic.arn, keyArn: key.arn };
}

// An address is no part of a name, and its place in the list is not its own.
function mark(endpoint: string): string {
  return createHash("sha256").update(endpoint).digest("hex").slice(0, 8);
}
