import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { MarketplaceEntitlementServiceClient } from "@aws-sdk/client-marketplace-entitlement-service";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SNSClient } from "@aws-sdk/client-sns";
import { MARKETPLACE_REGION } from "../../components/lib/approval-role-policy";

/**
 * For all clients. A request that hangs must end long before the function does; without `throwOnRequestTimeout` the SDK
 * only writes a warning and waits on.
 */
const SHARED = {
  retryMode: "standard",
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/**
 * EC2 counts PrivateLink calls per account and organisation, so others' calls slow ours down: the client learns the rate
 * that AWS takes. A page of 1,000 connections takes longer than other answers.
 */
const EC2 = {
  ...SHARED,
  retryMode: "adaptive",
  maxAttempts: 8,
  requestHandler: { ...SHARED.requestHandler, requestTimeout: 20_000 },
} as const;

/** Regions of the clients of one service. */
export interface ClientRegions {
  /** Of the service. */
  readonly service: string;
  /** Of the registry's table, or of the replica that the service reads. */
  readonly registry: string;
}

/** Clients of the AWS SDK, each loaded and made when it is first asked for, and then kept. */
export interface Clients {
  readonly ec2: () => Promise<EC2Client>;
  readonly dynamoDb: () => Promise<DynamoDBClient>;
  /** By Region: a topic is published to only where it is. */
  readonly sns: (region: string) => Promise<SNSClient>;
  readonly eventBridge: () => Promise<EventBridgeClient>;
  /** By Region: a secret can be read only where it is. */
  readonly secretsManager: (region: string) => Promise<SecretsManagerClient>;
  readonly marketplace: () => Promise<MarketplaceEntitlementServiceClient>;
}

/** The clients of one service. Loading them takes 0.1 to 0.4 s each, so none is loaded that a run does not need. */
export function clientsOf({ service, registry }: ClientRegions): Clients {
  return {
    ec2: once(async () => {
      const { EC2Client } = await import("@aws-sdk/client-ec2");
      return new EC2Client({ ...EC2, region: service });
    }),
    dynamoDb: once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient({ ...SHARED, region: registry });
    }),
    sns: onceEach(async (region) => {
      const { SNSClient } = await import("@aws-sdk/client-sns");
      return new SNSClient({ ...SHARED, region });
    }),
    eventBridge: once(async () => {
      const { EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
      return new EventBridgeClient({ ...SHARED, region: service });
    }),
    secretsManager: onceEach(async (region) => {
      const { SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
      return new SecretsManagerClient({ ...SHARED, region });
    }),
    marketplace: once(async () => {
      const { MarketplaceEntitlementServiceClient } = await import("@aws-sdk/client-marketplace-entitlement-service");
      return new MarketplaceEntitlementServiceClient({ ...SHARED, region: MARKETPLACE_REGION });
    }),
  };
}

/** Makes a value when it is first asked for; one that could not be made is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  const each = onceEach(make);
  return () => each("");
}

function onceEach<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const making = make(key).catch((error: unknown) => {
      made.delete(key);
      throw error;
    });
    made.set(key, making);
    return making;
  };
}
