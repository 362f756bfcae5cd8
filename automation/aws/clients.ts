/** Who the credentials are of. */
export interface Caller {
  readonly arn: string;
  readonly accountId: string;
}

interface Closable {
  destroy(): void;
}

/** The SDK's own retries, a few more than its default of 3: a command has time, and nobody else repeats it. */
const RETRIES = { retryMode: "standard", maxAttempts: 6 } as const;

/**
 * Clients of AWS, one of each kind and Region, made when they are first needed: loading the one of EC2 alone takes a
 * third of a second.
 */
export class AwsClients {
  readonly #profile: { readonly profile?: string };
  readonly #clients = new Map<string, Promise<Closable>>();

  /** @param profile named profile of the credentials; the usual chain of the SDK when absent */
  constructor(profile?: string) {
    this.#profile = profile === undefined ? {} : { profile };
  }

  async caller(region: string): Promise<Caller> {
    const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
    const client = await this.#client(
      "sts",
      region,
      async () => new STSClient({ region, ...RETRIES, ...this.#profile }),
    );
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined) throw new Error("STS did not say whose credentials they are.");
    return { arn: Arn, accountId: Account };
  }

  dynamo(region: string) {
    return this.#client("dynamodb", region, async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  ec2(region: string) {
    return this.#client("ec2", region, async () => {
      const { EC2Client } = await import("@aws-sdk/client-ec2");
      return new EC2Client({ region, ...RETRIES, ...this.#profile });
    });
  }

  loadBalancing(region: string) {
    return this.#client("elasticloadbalancing", region, async () => {
      const { ElasticLoadBalancingV2Client } = await import("@aws-sdk/client-elastic-load-balancing-v2");
      return new ElasticLoadBalancingV2Client({ region, ...RETRIES, ...this.#profile });
    });
  }

  autoScaling(region: string) {
    return this.#client("autoscaling", region, async () => {
      const { AutoScalingClient } = await import("@aws-sdk/client-auto-scaling");
      return new AutoScalingClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  cloudWatch(region: string) {
    return this.#client("cloudwatch", region, async () => {
      const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatchClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  quotas(region: string) {
    return this.#client("servicequotas", region, async () => {
      const { ServiceQuotasClient } = await import("@aws-sdk/client-service-quotas");
      return new ServiceQuotasClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  s3(region: string) {
    return this.#client("s3", region, async () => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      return new S3Client({ region, ...RETRIES, ...this.#profile });
    });
  }

  sns(region: string) {
    return this.#client("sns", region, async () => {
      const { SNSClient } = await import("@aws-sdk/client-sns");
      return new SNSClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  eventBridge(region: string) {
    return this.#client("events", region, async () => {
      const { EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
      return new EventBridgeClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  marketplace(region: string) {
    return this.#client("marketplace", region, async () => {
      const { MarketplaceEntitlementServiceClient } = await import("@aws-sdk/client-marketplace-entitlement-service");
      return new MarketplaceEntitlementServiceClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  secrets(region: string) {
    return this.#client("secrets", region, async () => {
      const { SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
      return new SecretsManagerClient({ region, ...RETRIES, ...this.#profile });
    });
  }

  /** Closes the connections; a call that is under way fails. */
  close(): void {
    for (const client of this.#clients.values()) {
      client.then(
        (made) => made.destroy(),
        // Whoever asked for the client has been told.
        () => undefined,
      );
    }
  }

  #client<T extends Closable>(kind: string, region: string, make: () => Promise<T>): Promise<T> {
    const key = `${kind} ${region}`;
    const known = this.#clients.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#clients.set(key, made);
    return made;
  }
}
