import { SnsNotifier } from "../../functions/aws/sns-notifier";
import type { EntitlementGate } from "../../functions/lib/entitlement";
import type { Notifier, ServiceApi } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";
import { DynamoRegistry } from "../../functions/lib/registry/dynamo-registry";
import type { AwsClients } from "../aws/clients";
import type { RegistryContext } from "./context";
import { publishedGateOf } from "./gate";
import { lazySecrets, lazyServiceApi } from "./lazy";
import type { TableArn } from "./table-arn";

/** AWS Marketplace answers about entitlements in this Region only. */
const MARKETPLACE_REGION = "us-east-1";

/** What people decide is kept for ever: the operator's command does not know for how long a stack keeps its audit. */
const AUDIT_DAYS = 0;

/** The registry with everything around it that is asked of AWS. */
export class AwsRegistryContext implements RegistryContext {
  readonly registry: DynamoRegistry;
  readonly tableArn: string;
  readonly tableSource: string;
  readonly ownerRegion: string;
  readonly accountId: string;
  readonly clock = (): Date => new Date();
  readonly #clients: AwsClients;
  readonly #apis = new Map<string, ServiceApi>();
  readonly #gates = new Map<string, EntitlementGate>();

  static async open(table: TableArn, actor: string, clients: AwsClients): Promise<AwsRegistryContext> {
    return new AwsRegistryContext(table, actor, clients, await clients.dynamo(table.region));
  }

  private constructor(
    { arn, source, region, accountId, tableName }: TableArn,
    readonly actor: string,
    clients: AwsClients,
    client: Awaited<ReturnType<AwsClients["dynamo"]>>,
  ) {
    this.tableArn = arn;
    this.tableSource = source;
    this.ownerRegion = region;
    this.accountId = accountId;
    this.#clients = clients;
    this.registry = new DynamoRegistry({ client, tableName, auditDays: AUDIT_DAYS, now: this.clock });
  }

  serviceApi(service: PublishedService): ServiceApi {
    const known = this.#apis.get(service.serviceId);
    if (known !== undefined) return known;
    const api = lazyServiceApi(async () => {
      const { Ec2ServiceApi } = await import("../../functions/aws/ec2-service-api.js");
      return new Ec2ServiceApi({ client: await this.#clients.ec2(service.region), serviceId: service.serviceId });
    });
    this.#apis.set(service.serviceId, api);
    return api;
  }

  gate(service: PublishedService): EntitlementGate {
    const known = this.#gates.get(service.serviceId);
    if (known !== undefined) return known;
    const secrets = lazySecrets(async () => {
      const { CachedSecrets } = await import("../../functions/aws/cached-secrets.js");
      // A gate's secret is in the Region of its stack.
      return new CachedSecrets({ client: () => this.#clients.secrets(service.region), clock: this.clock });
    });
    const gate = publishedGateOf(service, {
      marketplace: () => this.#clients.marketplace(MARKETPLACE_REGION),
      secrets,
    });
    this.#gates.set(service.serviceId, gate);
    return gate;
  }

  notifier(service: PublishedService): Notifier {
    const topicRegion = service.requestsTopicArn?.split(":")[3] ?? service.region;
    return new SnsNotifier({
      service,
      sns: () => this.#clients.sns(topicRegion),
      eventBridge: () => this.#clients.eventBridge(service.region),
    });
  }

  close(): void {
    this.#clients.close();
  }
}
