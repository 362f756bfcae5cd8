import type { PolicyDocument, PolicyStatement } from "./policy-document";
import { administersKey, parseServiceArn } from "./service-policies";

/** Policy of the queue of events: one topic sends to it, and nobody without TLS. */
export function eventQueuePolicy(queueArn: string, topicArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TopicSendsEvents",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
      },
      tlsOnly(queueArn),
    ],
  };
}

/** Policy of the queue of messages that could not be handled: nobody without TLS. */
export function deadLetterQueuePolicy(queueArn: string): PolicyDocument {
  return { Version: "2012-10-17", Statement: [tlsOnly(queueArn)] };
}

/** Which queues may put their undeliverable messages into a dead-letter queue. */
export function redriveAllowPolicy(sourceQueueArn: string) {
  return { redrivePermission: "byQueue", sourceQueueArns: [sourceQueueArn] };
}

/**
 * Policy of the key that encrypts requests to people. The first statement leaves the function's role to its own policy;
 * the second is what CloudWatch needs to publish an alarm to an encrypted topic.
 */
export function requestsKeyPolicy(serviceArn: string): PolicyDocument {
  const { partition, accountId } = parseServiceArn(serviceArn);
  return {
    Version: "2012-10-17",
    Statement: [
      administersKey({ partition, accountId }),
      {
        Sid: "AlarmsEncryptNotifications",
        Effect: "Allow",
        Principal: CLOUDWATCH,
        Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
        Resource: "*",
        Condition: ofAlarms(serviceArn),
      },
    ],
  };
}

/** Policy of the topic of requests: alarms of this account and Region publish; the function does so by its own policy. */
export function requestsTopicPolicy(serviceArn: string, topicArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AlarmsPublishNotifications",
        Effect: "Allow",
        Principal: CLOUDWATCH,
        Action: "SNS:Publish",
        Resource: topicArn,
        Condition: ofAlarms(serviceArn),
      },
    ],
  };
}

/**
 * Trust policy of the schedule's role. AWS sends the ARN of the group that the schedule is in, never the schedule's
 * own, and a schedule without a group is in the one called default.
 */
export function scheduleTrustPolicy(serviceArn: string): PolicyDocument {
  const { partition, region, accountId } = parseServiceArn(serviceArn);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ScheduleAssumesRole",
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:SourceArn": `arn:${partition}:scheduler:${region}:${accountId}:schedule-group/default` },
          StringEquals: { "aws:SourceAccount": accountId },
        },
      },
    ],
  };
}

/** Permission to invoke one function, and no other. */
export function invokeFunctionPolicy(functionArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "InvokeFunction", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn }],
  };
}

/** Service principal that publishes alarms. */
const CLOUDWATCH = { Service: "cloudwatch.amazonaws.com" } as const;

// Keeps alarms of another account from using this topic or key (the confused deputy).
function ofAlarms(serviceArn: string): PolicyStatement["Condition"] {
  const { partition, region, accountId } = parseServiceArn(serviceArn);
  return {
    ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*` },
    StringEquals: { "aws:SourceAccount": accountId },
  };
}

function tlsOnly(queueArn: string): PolicyStatement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
