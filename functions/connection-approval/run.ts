import { regionOf } from "../aws/arn-region";
import type { Clients } from "../aws/clients";
import { Ec2ServiceApi } from "../aws/ec2-service-api";
import { SnsNotifier } from "../aws/sns-notifier";
import type { EntitlementGate } from "../lib/entitlement";
import { messagesByEndpoint, type Notification } from "../lib/messages";
import { reconcile } from "../lib/reconcile";
import { DynamoRegistry } from "../lib/registry/dynamo-registry";
import type { RunLog } from "../lib/run-log";
import type { RunReport } from "../lib/run-report";
import type { Settings } from "../lib/settings";

/** What a run of the function is made of. */
export interface RunOptions {
  readonly settings: Settings;
  readonly clients: Clients;
  readonly gate: EntitlementGate;
  readonly notifications: readonly Notification[];
  readonly log: RunLog;
}

/** One reconcile with the service and the registry of the settings. */
export async function run({ settings, clients, gate, notifications, log }: RunOptions): Promise<RunReport> {
  const { service, registry, auditDays, warningDays } = settings;
  const { requestsTopicArn } = service;
  const topicRegion = requestsTopicArn === undefined ? service.region : regionOf(requestsTopicArn);
  const clock = () => new Date();
  const [ec2, dynamoDb] = await Promise.all([clients.ec2(), clients.dynamoDb()]);
  return reconcile({
    service,
    api: new Ec2ServiceApi({ client: ec2, serviceId: service.serviceId }),
    registry: new DynamoRegistry({
      client: dynamoDb,
      tableName: registry.tableName,
      auditDays,
      now: clock,
      report: ({ key, problem }) => log.warn("An item of the registry cannot be read", { key, problem }),
    }),
    gate,
    notifier: new SnsNotifier({ service, sns: () => clients.sns(topicRegion), eventBridge: clients.eventBridge }),
    clock,
    actor: `automation of ${service.name} (${service.serviceId})`,
    messageIds: notifications.map(({ messageId }) => messageId),
    messagesByEndpoint: messagesByEndpoint(notifications),
    warningDays,
    log,
  });
}
