import { Refused } from "../terminal/refused";
import type { AwsIdentity } from "./identity";
import type { SessionProvider } from "./sessions";

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

/** Options of every client. */
interface Options {
  readonly region: string;
  readonly profile?: string;
  readonly credentials?: SessionProvider;
}

/**
 * Clients of AWS, one of each kind and Region, made when they are first needed: loading the one of EC2 alone takes a
 * third of a second. Those of an identity that cannot be used throw a {@link Refused} that says why.
 */
export class AwsClients {
  readonly #identity: AwsIdentity;
  readonly #clients = new Map<string, Promise<Closable>>();
  /** Sessions of the roles by the Region whose STS gave them: one that is out of order keeps no other Region from work. */
  readonly #sessions = new Map<string, SessionProvider>();

  /** @param identity whose credentials the calls are made with. Defaults to the usual chain of the SDK. */
  constructor(identity: AwsIdentity = {}) {
    this.#identity = identity;
  }

  async caller(region: string): Promise<Caller> {
    const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
    const client = await this.#client("sts", region, async (options) => new STSClient(options));
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined) throw new Error("STS did not say whose credentials they are.");
    return { arn: Arn, accountId: Account };
  }

  dynamo(region: string) {
    return this.#client("dynamodb", region, async (options) => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(options);
    });
  }

  ec2(region: string) {
    return this.#client("ec2", region, async (options) => {
      const { EC2Client } = await import("@aws-sdk/client-ec2");
      return new EC2Client(options);
    });
  }

  loadBalancing(region: string) {
    return this.#client("elasticloadbalancing", region, async (options) => {
      const { ElasticLoadBalancingV2Client } = await import("@aws-sdk/client-elastic-load-balancing-v2");
      return new ElasticLoadBalancingV2Client(options);
    });
  }

  autoScaling(region: string) {
    return this.#client("autoscaling", region, async (options) => {
      const { AutoScalingClient } = await import("@aws-sdk/client-auto-scaling");
      return new AutoScalingClient(options);
    });
  }

  cloudWatch(region: string) {
    return this.#client("cloudwatch", region, async (options) => {
      const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatchClient(options);
    });
  }

  quotas(region: string) {
    return this.#client("servicequotas", region, async (options) => {
      const { ServiceQuotasClient } = await import("@aws-sdk/client-service-quotas");
      return new ServiceQuotasClient(options);
    });
  }

  s3(region: string) {
    return this.#client("s3", region, async (options) => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      return new S3Client(options);
    });
  }

  sns(region: string) {
    return this.#client("sns", region, async (options) => {
      const { SNSClient } = await import("@aws-sdk/client-sns");
      return new SNSClient(options);
    });
  }

  eventBridge(region: string) {
    return this.#client("events", region, async (options) => {
      const { EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
      return new EventBridgeClient(options);
    });
  }

  marketplace(region: string) {
    return this.#client("marketplace", region, async (options) => {
      const { MarketplaceEntitlementServiceClient } = await import("@aws-sdk/client-marketplace-entitlement-service");
      return new MarketplaceEntitlementServiceClient(options);
    });
  }

  secrets(region: string) {
    return this.#client("secrets", region, async (options) => {
      const { SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
      return new SecretsManagerClient(options);
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

  #client<T extends Closable>(
    kind: string,
    region: string,
    make: (options: Options & typeof RETRIES) => Promise<T>,
  ): Promise<T> {
    const key = `${kind} ${region}`;
    const known = this.#clients.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const made = this.#options(region).then((options) => make({ ...options, ...RETRIES }));
    this.#clients.set(key, made);
    return made;
  }

  async #options(region: string): Promise<Options> {
    const { profile, assumeRoles: [first, ...others] = [], stsRegion = region, problems = [] } = this.#identity;
    if (problems.length > 0) throw new Refused(problems.join("\n"));
    const usual = profile === undefined ? {} : { profile };
    if (first === undefined) return { region, ...usual };
    const { sessionOf } = await import("./sessions.js");
    const credentials =
      this.#sessions.get(stsRegion) ?? sessionOf([first, ...others], { region: stsRegion, ...RETRIES, ...usual });
    this.#sessions.set(stsRegion, credentials);
    return { region, credentials };
  }
}
