import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import type { PublishedService } from "../functions/lib/published-service";
import { serviceItem } from "../functions/lib/registry/service-item";
import type { Settings } from "../functions/lib/settings";
import { createApprovalAlarms } from "./connection-approval-alarms";
import type { ConnectionApprovalArgs } from "./connection-approval-args";
import { type CheckedApproval, checkApproval } from "./connection-approval-checks";
import { createApprovalFunction } from "./connection-approval-function";
import { createApprovalQueue } from "./connection-approval-queue";
import { createRequestsTopic } from "./connection-approval-requests";
import { createApprovalRole } from "./connection-approval-role";
import { createApprovalSchedule } from "./connection-approval-schedule";
import { entitlementSettings } from "./lib/approval-settings";
import { parseTableArn, REGISTRY_ATTRIBUTES } from "./lib/registry-table";
import { parseServiceArn } from "./lib/service-policies";
import { withName } from "./lib/tags";

/**
 * Connections of a service that approve themselves: a function accepts those of the registry's consumers, cuts them when
 * the contract ends, and asks people about all others. It runs on every event of a connection, and on a schedule.
 */
export class ConnectionApproval extends pulumi.ComponentResource {
  /** Name of the function. */
  readonly functionName: pulumi.Output<string>;
  /** ARN of the function. */
  readonly functionArn: pulumi.Output<string>;
  /** ARN of the function's role, for policies of keys of one's own. */
  readonly roleArn: pulumi.Output<string>;
  /** URL of the queue of events. */
  readonly queueUrl: pulumi.Output<string>;
  /** URL of the queue of events that could not be handled. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** Topic by which people are asked. */
  readonly requestsTopicArn: pulumi.Output<string>;
  /** Names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: ConnectionApprovalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ConnectionApproval", name, args, opts);
    const checked = checkApproval(name, args);
    const { service, tags, displayName = name } = args;
    const stem = { displayName, tags };
    const parent = { parent: this };

    const requests = createRequestsTopic(name, { ...checked, chatEndpoint: args.chatEndpoint, ...stem }, parent);
    const { queue, deadLetters } = createApprovalQueue(name, { ...checked, ...stem }, parent);
    const logGroup = new cloudwatch.LogGroup(
      `${name}-approval-logs`,
      { retentionInDays: checked.logRetentionDays, tags: withName(tags, `${displayName}-approval-logs`) },
      parent,
    );
    const role = createApprovalRole(
      name,
      {
        serviceArn: checked.serviceArn,
        tableArn: checked.tableArn,
        queueArn: queue.arn,
        logGroupArn: logGroup.arn,
        requestsTopicArn: requests.topicArn,
        requestsKeyArn: requests.keyArn,
        entitlement: checked.entitlement,
        warns: checked.warningDays > 0,
        ...stem,
      },
      parent,
    );
    const published = publishedService(args, checked, requests.topicArn);
    const settings = functionSettings(args, checked, published);
    const decides = createApprovalFunction(name, { ...checked, settings, role, logGroup, queue, ...stem }, parent);
    createApprovalSchedule(name, { ...checked, decides, ...stem }, parent);
    const topicArns = checked.alarmTopicArns ?? [requests.topicArn];
    const watched = { ...checked, service, deadLetters, decides, topicArns, ...stem };
    this.alarmNames = createApprovalAlarms(name, watched, parent);
    list(name, args, listedService(published, checked), parent);

    this.functionName = decides.name;
    this.functionArn = decides.arn;
    this.roleArn = role.role.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueueUrl = deadLetters.url;
    this.requestsTopicArn = requests.topicArn;
    this.registerOutputs({
      functionName: this.functionName,
      functionArn: this.functionArn,
      roleArn: this.roleArn,
      queueUrl: this.queueUrl,
      deadLetterQueueUrl: this.deadLetterQueueUrl,
      requestsTopicArn: this.requestsTopicArn,
      alarmNames: this.alarmNames,
    });
  }
}

function publishedService(
  { service }: ConnectionApprovalArgs,
  { serviceArn, stackPrincipals }: CheckedApproval,
  requestsTopic: pulumi.Output<string>,
): pulumi.Output<PublishedService> {
  const { name, serviceId, serviceName } = service;
  return pulumi
    .all([serviceId, serviceArn, serviceName, stackPrincipals, requestsTopic])
    .apply(([id, arn, fullName, principals, requestsTopicArn]) => {
      const { region, accountId } = parseServiceArn(arn);
      return {
        name,
        serviceId: id,
        serviceArn: arn,
        serviceName: fullName,
        region,
        accountId,
        stackPrincipals: principals,
        requestsTopicArn,
      };
    });
}

function functionSettings(
  { registry }: ConnectionApprovalArgs,
  checked: CheckedApproval,
  published: pulumi.Output<PublishedService>,
): pulumi.Output<Settings> {
  const { tableArn, warningDays, auditDays } = checked;
  const entitlement = pulumi.output(checked.entitlement).apply(entitlementSettings);
  return pulumi
    .all([published, registry.tableName, tableArn, checked.notificationTopicArn, entitlement])
    .apply(([service, tableName, ofTable, notificationTopicArn, books]) => ({
      service: { ...service, stackPrincipals: [...service.stackPrincipals] },
      registry: { tableName, region: parseTableArn(ofTable).region },
      notificationTopicArn,
      ...(books && { entitlement: books }),
      warningDays,
      auditDays,
    }));
}

/** The service with its gate, so that operators' commands ask the same books. */
function listedService(
  published: pulumi.Output<PublishedService>,
  { entitlement }: CheckedApproval,
): pulumi.Output<PublishedService> {
  const gate = pulumi.output(entitlement).apply((given) => entitlementSettings(given) ?? { kind: "none" as const });
  return pulumi.all([published, gate]).apply(([service, asked]) => ({ ...service, gate: asked }));
}

/**
 * Lists the service in the registry, for operators' commands. The item is written where the registry is owned and not in
 * a replica: the commands read it there at once; the resource creates it under the condition that it is not there yet,
 * which DynamoDB judges by the table of one Region; and a replica that is removed together with it takes nothing along
 * that has not arrived.
 */
function list(
  name: string,
  { registry }: ConnectionApprovalArgs,
  published: pulumi.Output<PublishedService>,
  opts: pulumi.CustomResourceOptions,
): void {
  new dynamodb.TableItem(
    `${name}-approval-service`,
    {
      tableName: registry.tableName,
      hashKey: REGISTRY_ATTRIBUTES.partitionKey,
      rangeKey: REGISTRY_ATTRIBUTES.sortKey,
      item: pulumi.jsonStringify(published.apply(serviceItem)),
      ...(registry.ownerRegion !== undefined && { region: registry.ownerRegion }),
    },
    opts,
  );
}
