import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { notificationKeyPolicy, notificationTopicPolicy } from "./lib/service-policies";
import { withName } from "./lib/tags";

/** What the notification of a service is made from. */
export interface ConnectionNotification {
  readonly service: ec2.VpcEndpointService;
  readonly events: string[];
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/**
 * An encrypted topic to which PrivateLink, on behalf of this service only, publishes connection events.
 * Returns its ARN once the notification is switched on.
 */
export function createConnectionNotification(
  name: string,
  { service, events, displayName, tags }: ConnectionNotification,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const key = new kms.Key(
    `${name}-notification-key`,
    {
      description: `Encrypts connection events of ${displayName}`,
      enableKeyRotation: true,
      policy: pulumi.jsonStringify(service.arn.apply(notificationKeyPolicy)),
      tags: withName(tags, `${displayName}-notification-key`),
    },
    opts,
  );
  const topic = new sns.Topic(
    `${name}-notification-topic`,
    { kmsMasterKeyId: key.arn, tags: withName(tags, "service-notification-topic") },
    opts,
  );
  const policy = new sns.TopicPolicy(
    `${name}-notification-topic-policy`,
    {
      arn: topic.arn,
      policy: pulumi.jsonStringify(
        pulumi
          .all([service.arn, topic.arn])
          .apply(([serviceArn, topicArn]) => notificationTopicPolicy(serviceArn, topicArn)),
      ),
    },
    opts,
  );
  const notification = new ec2.VpcEndpointConnectionNotification(
    `${name}-notification`,
    { vpcEndpointServiceId: service.id, connectionNotificationArn: topic.arn, connectionEvents: events },
    // The topic must admit PrivateLink before the notification is switched on.
    { ...opts, dependsOn: policy },
  );
  return notification.connectionNotificationArn;
}
