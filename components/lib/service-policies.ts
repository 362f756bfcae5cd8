import type { PolicyDocument, PolicyStatement } from "./policy-document";
import type { Check } from "./problem";

/** Parts of an endpoint service's ARN that policies refer to. */
export interface ServiceArnParts {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** `vpce-svc-<id>` */
  readonly serviceId: string;
}

/** Service principal that publishes connection events. */
const PRIVATELINK = { Service: "vpce.amazonaws.com" } as const;

const SERVICE_ARN = /^arn:([^:]+):ec2:([^:]+):(\d{12}):vpc-endpoint-service\/(vpce-svc-[0-9a-f]+)$/;

/** Partition, Region, account and id of an endpoint service. */
export function parseServiceArn(serviceArn: string): ServiceArnParts {
  const [, partition, region, accountId, serviceId] = SERVICE_ARN.exec(serviceArn) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined || serviceId === undefined) {
    throw new Error(`${serviceArn} is not the ARN of a VPC endpoint service.`);
  }
  return { partition, region, accountId, serviceId };
}

/** Refuses what is not the ARN of an endpoint service. */
export const checkServiceArn: Check<string> = (value, path) => {
  if (SERVICE_ARN.test(value)) return [];
  const remedy = "use the service's arn, arn:aws:ec2:<Region>:<account>:vpc-endpoint-service/vpce-svc-<id>";
  return [{ path, value, rule: "is not the ARN of an endpoint service", remedy }];
};

/**
 * Policy of the key that encrypts the notification topic. Without the second statement PrivateLink cannot publish:
 * the policy of the AWS-managed key for SNS does not name it and cannot be changed.
 */
export function notificationKeyPolicy(serviceArn: string): PolicyDocument {
  const { partition, accountId } = parseServiceArn(serviceArn);
  return {
    Version: "2012-10-17",
    Statement: [
      administersKey({ partition, accountId }),
      {
        Sid: "PrivateLinkEncryptsNotifications",
        Effect: "Allow",
        Principal: PRIVATELINK,
        Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
        Resource: "*",
        Condition: onBehalfOf(serviceArn, accountId),
      },
    ],
  };
}

/** Policy of the notification topic: PrivateLink may publish, on behalf of this one service only. */
export function notificationTopicPolicy(serviceArn: string, topicArn: string): PolicyDocument {
  const { accountId } = parseServiceArn(serviceArn);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PrivateLinkPublishesNotifications",
        Effect: "Allow",
        Principal: PRIVATELINK,
        Action: "SNS:Publish",
        Resource: topicArn,
        Condition: onBehalfOf(serviceArn, accountId),
      },
    ],
  };
}

/** Lets the account's own policies say who uses a key, as AWS's default key policy does. */
export function administersKey({
  partition,
  accountId,
}: Pick<ServiceArnParts, "partition" | "accountId">): PolicyStatement {
  return {
    Sid: "AccountAdministersKey",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

// Keeps another account's service from using this topic or key through PrivateLink (the confused deputy).
function onBehalfOf(serviceArn: string, accountId: string): PolicyStatement["Condition"] {
  return { ArnEquals: { "aws:SourceArn": serviceArn }, StringEquals: { "aws:SourceAccount": accountId } };
}
