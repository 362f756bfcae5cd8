import type * as pulumi from "@pulumi/pulumi";
import { ConnectionApproval } from "../components/connection-approval";
import { ConsumerRegistry } from "../components/consumer-registry";
import type { EndpointService } from "../components/endpoint-service";
import { parseTableArn } from "../components/lib/registry-table";
import type { StackConfig } from "./config";
import type { LookedUp } from "./look-up";
import type { PublishedRegistry } from "./outputs";
import { protecting } from "./protect";
import { isIn, type SharedRegistry } from "./registry";
import { Approval } from "./schema/access";

/** Who decides about the stack's connections, and from which registry. */
export interface Approved {
  readonly approval: ConnectionApproval;
  readonly registry: { readonly [Field in keyof PublishedRegistry]: pulumi.Input<PublishedRegistry[Field]> };
}

/** The approval of the service's connections from a registry, where the stack file asks for it. */
export function approve(config: StackConfig, facts: LookedUp, service: EndpointService): Approved | undefined {
  if (config.access.approval !== Approval.Registry) return undefined;
  const { scheduleMinutes, entitlement, warningDays, auditDays, notify, alarms } = config.approval ?? {};
  const { name } = config.service;
  const registry = registryOf(config, facts.registry);
  const isOwner = registry.region === config.region;
  const approval = new ConnectionApproval(name, {
    service: {
      name,
      serviceName: service.serviceName,
      serviceId: service.serviceId,
      serviceArn: service.serviceArn,
    },
    // Present for services of Network Load Balancers, and the stack's is one.
    notificationTopicArn: service.notificationTopicArn as pulumi.Output<string>,
    registry: {
      tableName: registry.tableName,
      tableArn: registry.tableArn,
      ...(!isOwner && { ownerRegion: registry.region }),
    },
    // With the stack's own account where it has a consumer: its connection accepts itself, and nobody has to register it.
    stackPrincipals: service.allowedPrincipals,
    scheduleMinutes,
    entitlement,
    warningDays,
    auditDays,
    emails: notify?.emails,
    chatEndpoint: notify?.chatEndpoint,
    requestsTopicArn: notify?.topicArn,
    alarmTopicArns: alarms?.topicArns,
    oldestPendingMinutes: alarms?.oldestPendingMinutes,
    tags: config.tags,
  });
  return { approval, registry };
}

type Registry = Approved["registry"] & { readonly region: string };

/** A registry of the stack's own, a replica in its Region, or another stack's as it is. */
function registryOf(config: StackConfig, shared: SharedRegistry | undefined): Registry {
  const { protect, region, tags, approval } = config;
  const { name } = config.service;
  const settings = { deletionProtection: protect, tags };
  if (shared === undefined) {
    const { tableName, tableArn, ownerArn } = new ConsumerRegistry(
      name,
      settings,
      protecting("aws:dynamodb/table:Table", protect),
    );
    return { tableName, tableArn, ownerArn, region };
  }
  const { ownerArn } = shared;
  const owner = parseTableArn(ownerArn);
  if (isIn(region, shared) || approval?.replica === false) {
    const tableArn = isIn(region, shared) ? shared.tableArn : ownerArn;
    return { tableName: owner.tableName, tableArn, ownerArn, region: owner.region };
  }
  // Without protection by Pulumi: what is in a replica is in the table as well.
  const replica = new ConsumerRegistry(name, { ...settings, replicaOf: { tableArn: ownerArn } });
  return { tableName: replica.tableName, tableArn: replica.tableArn, ownerArn, region: owner.region };
}
