import * as pulumi from "@pulumi/pulumi";
import type { ConnectionApprovalArgs, EntitlementArgs } from "./connection-approval-args";
import { InputChecks } from "./inputs";
import {
  APPROVAL_DEFAULTS,
  checkAlarmTopics,
  checkApprovalNumbers,
  checkConcurrency,
  checkEntitlement,
  checkRecipients,
  checkSecretArn,
  checkStackPrincipals,
  checkTopicArn,
} from "./lib/approval-rules";
import { checkRetentionDays } from "./lib/flow-logs";
import { checkAutoName, checkShortName, NAME_LIMITS } from "./lib/names";
import { at } from "./lib/path";
import type { Problem } from "./lib/problem";
import { checkRegion } from "./lib/regions";
import { checkTableArn } from "./lib/registry-table";
import { checkServiceArn } from "./lib/service-policies";

type Defaults = { readonly [Key in Exclude<keyof typeof APPROVAL_DEFAULTS, "webhookTimeoutSeconds">]: number };

/** Args of a connection approval with defaults put in. */
export interface CheckedApproval extends Defaults {
  readonly serviceArn: pulumi.Output<string>;
  readonly notificationTopicArn: pulumi.Input<string>;
  readonly tableArn: pulumi.Input<string>;
  readonly stackPrincipals: pulumi.Input<string[]>;
  readonly entitlement: EntitlementArgs;
  readonly requestsTopicArn: pulumi.Input<string> | undefined;
  readonly alarmTopicArns: pulumi.Input<string>[] | undefined;
  readonly emails: readonly string[];
}

/** Suffix of the longest logical name that AWS limits. */
export const SCHEDULE_ROLE_SUFFIX = "-approval-schedule-role";

/** Checks the args of a connection approval, and throws everything that is wrong before any child exists. */
export function checkApproval(name: string, args: ConnectionApprovalArgs): CheckedApproval {
  const checks = new InputChecks(`ConnectionApproval "${name}"`);
  const { service, registry, stackPrincipals = [], entitlement = {}, emails = [] } = args;
  const isOwner = registry.ownerRegion === undefined;
  const numbers = withDefaults(args, isOwner);
  const concurrency = { reserved: numbers.reservedConcurrency, queue: numbers.queueConcurrency };

  checks.add(checkName(name));
  checks.add(checkShortName(service.name, "service.name"));
  checks.add(checkApprovalNumbers(args, ""));
  checks.add(checkConcurrency(concurrency, "reservedConcurrency"));
  checks.add(checkRetentionDays(args.logRetentionDays, "logRetentionDays"));
  checks.add(isOwner ? [] : checkRegion(registry.ownerRegion, "registry.ownerRegion"));
  checks.add(checkWarning(args.warningDays, isOwner));
  checks.add(args.entitlement === undefined ? [] : checkEntitlement(entitlement, "entitlement"));
  checks.add(checkRecipients(args, "", args.requestsTopicArn !== undefined));
  checks.add(args.alarmTopicArns === undefined ? [] : checkAlarmTopics(args.alarmTopicArns, "alarmTopicArns"));
  const { requestsTopicArn, alarmTopicArns } = args;
  const checked = {
    ...numbers,
    serviceArn: pulumi.output(checks.input("service.serviceArn", service.serviceArn, checkServiceArn)),
    notificationTopicArn: checks.input("notificationTopicArn", args.notificationTopicArn, checkTopicArn),
    tableArn: checks.input("registry.tableArn", registry.tableArn, checkTableArn),
    stackPrincipals: checks.input("stackPrincipals", stackPrincipals, checkStackPrincipals) as pulumi.Input<string[]>,
    entitlement: checkedEntitlement(checks, entitlement),
    requestsTopicArn: requestsTopicArn && checks.input("requestsTopicArn", requestsTopicArn, checkTopicArn),
    alarmTopicArns: alarmTopicArns?.map((arn, index) => checks.input(at("alarmTopicArns", index), arn, checkTopicArn)),
    emails,
  };
  checks.refuse();
  return checked;
}

function withDefaults(args: ConnectionApprovalArgs, isOwner: boolean): Defaults {
  return {
    scheduleMinutes: args.scheduleMinutes ?? APPROVAL_DEFAULTS.scheduleMinutes,
    reservedConcurrency: args.reservedConcurrency ?? APPROVAL_DEFAULTS.reservedConcurrency,
    queueConcurrency: args.queueConcurrency ?? APPROVAL_DEFAULTS.queueConcurrency,
    memoryMb: args.memoryMb ?? APPROVAL_DEFAULTS.memoryMb,
    timeoutSeconds: args.timeoutSeconds ?? APPROVAL_DEFAULTS.timeoutSeconds,
    logRetentionDays: args.logRetentionDays ?? APPROVAL_DEFAULTS.logRetentionDays,
    warningDays: args.warningDays ?? (isOwner ? APPROVAL_DEFAULTS.warningDays : 0),
    auditDays: args.auditDays ?? APPROVAL_DEFAULTS.auditDays,
    oldestPendingMinutes: args.oldestPendingMinutes ?? APPROVAL_DEFAULTS.oldestPendingMinutes,
  };
}

function checkName(name: string): Problem[] {
  const malformed = checkShortName(name, "name");
  if (malformed.length > 0) return malformed;
  const logicalName = `${name}${SCHEDULE_ROLE_SUFFIX}`;
  return checkAutoName(name, "name", { logicalName, of: "role", limit: NAME_LIMITS.role });
}

function checkWarning(warningDays: number | undefined, isOwner: boolean): Problem[] {
  if (isOwner || warningDays === undefined || warningDays === 0) return [];
  const rule = "is given outside of the Region that owns the registry, which alone warns";
  return [{ path: "warningDays", value: warningDays, rule, remedy: "remove it" }];
}

function checkedEntitlement(checks: InputChecks, entitlement: EntitlementArgs): EntitlementArgs {
  const { webhook } = entitlement;
  if (webhook === undefined) return entitlement;
  const secretArn = checks.input("entitlement.webhook.secretArn", webhook.secretArn, checkSecretArn);
  return { ...entitlement, webhook: { ...webhook, secretArn } };
}
