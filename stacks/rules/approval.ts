import { ConnectionEvent } from "../../components/endpoint-service-args";
import {
  checkAlarmTopics,
  checkApprovalNumbers,
  checkEntitlement,
  checkRecipients,
  checkSecretArn,
  checkStackPrincipals,
  checkTopicArn,
} from "../../components/lib/approval-rules";
import { checkArnRegion } from "../../components/lib/arn-regions";
import { at } from "../../components/lib/path";
import { checkPrincipals, parsePrincipal, principalArn } from "../../components/lib/principals";
import type { Check, Problem } from "../../components/lib/problem";
import { checkTableArn } from "../../components/lib/registry-table";
import { Approval } from "../schema/access";
import type { Settings } from "../schema/settings";
import { type Facts, knownRegion, type StackRule } from "./facts";

type ApprovalSettings = NonNullable<Settings["approval"]>;

/** What has to hold of the approval of connections before other stacks are asked. */
export const approvalRules: readonly StackRule[] = [
  checkWay,
  checkRoom,
  ({ approval, stack }) => checkRegistry(approval ?? {}, stack),
  ({ approval }) => checkBooks(approval?.entitlement),
  (facts) => checkAsked(facts.approval?.notify ?? {}, knownRegion(facts)),
  (facts) => checkAlarms(facts.approval?.alarms ?? {}, knownRegion(facts)),
  ({ approval: { alarms, ...numbers } = {} }) => [
    ...checkApprovalNumbers(numbers, "approval"),
    ...checkApprovalNumbers(alarms ?? {}, "approval.alarms"),
  ],
];

function checkWay({ access, approval, notification }: Facts): Problem[] {
  if (access.approval !== Approval.Registry) {
    if (approval === undefined) return [];
    const rule = `is given, and access.approval is ${access.approval}`;
    return [{ path: "approval", value: approval, rule, remedy: "set access.approval to registry, or remove it" }];
  }
  const problems: Problem[] = [];
  if (!access.acceptanceRequired) {
    const rule = "leaves nothing to approve: AWS accepts every connection";
    const remedy = "set access.acceptanceRequired to true, or access.approval to manual";
    problems.push({ path: "access.approval", value: access.approval, rule, remedy });
  }
  const events = notification?.events;
  if (events !== undefined && events.length > 0 && !events.includes(ConnectionEvent.Connect)) {
    const rule = "lacks the event Connect, without which a consumer waits for the next run of the schedule";
    const remedy = "add Connect, or leave it out for all events";
    problems.push({ path: "notification.events", value: events, rule, remedy });
  }
  return problems;
}

/** The stack's principals are part of the function's settings, of which AWS takes only so much. */
function checkRoom({ access }: Facts): Problem[] {
  if (access.approval !== Approval.Registry) return [];
  const { allowedPrincipals } = access;
  const path = "access.allowedPrincipals";
  if (checkPrincipals(access)(allowedPrincipals, path).length > 0) return [];
  const arns = allowedPrincipals.map((principal) => principalArn(parsePrincipal(principal), "aws"));
  return checkStackPrincipals(arns, path);
}

function checkRegistry({ registry, replica }: ApprovalSettings, own: string): Problem[] {
  const path = "approval.registry";
  if (registry === undefined) {
    if (replica === undefined) return [];
    const rule = "is given without a registry to replicate";
    return [{ path: "approval.replica", value: replica, rule, remedy: "remove it, or give approval.registry" }];
  }
  const { stack, tableArn } = registry;
  if (stack === undefined && tableArn === undefined) {
    return [{ path, value: registry, rule: "names no registry", remedy: "give stack or tableArn, or leave it out" }];
  }
  const problems = tableArn === undefined ? [] : checkTableArn(tableArn, at(path, "tableArn"));
  if (stack === undefined) return problems;
  if (tableArn !== undefined) {
    const rule = "is given besides stack";
    problems.push({ path: at(path, "tableArn"), value: tableArn, rule, remedy: "keep one of the two" });
  }
  if (stack === own) {
    const remedy = "name the stack that has the registry, or leave approval.registry out";
    problems.push({ path: at(path, "stack"), value: stack, rule: "is this stack itself", remedy });
  }
  return problems;
}

function checkBooks(entitlement: ApprovalSettings["entitlement"]): Problem[] {
  if (entitlement === undefined) return [];
  const path = "approval.entitlement";
  const { webhook } = entitlement;
  const ofSecret = at(at(path, "webhook"), "secretArn");
  return [
    ...checkEntitlement(entitlement, path),
    ...(webhook === undefined ? [] : checkSecretArn(webhook.secretArn, ofSecret)),
  ];
}

function checkAsked(notify: NonNullable<ApprovalSettings["notify"]>, region: string | undefined): Problem[] {
  const path = "approval.notify";
  const { topicArn } = notify;
  return [
    ...checkRecipients(notify, path, topicArn !== undefined),
    ...(topicArn === undefined ? [] : checkHere(topicArn, at(path, "topicArn"), checkTopicArn, region)),
  ];
}

function checkAlarms({ topicArns }: NonNullable<ApprovalSettings["alarms"]>, region: string | undefined): Problem[] {
  if (topicArns === undefined) return [];
  const path = "approval.alarms.topicArns";
  return [
    ...checkAlarmTopics(topicArns, path),
    ...topicArns.flatMap((arn, index) => checkHere(arn, at(path, index), checkTopicArn, region)),
  ];
}

/** What the function and its alarms can reach only in their own Region. */
function checkHere(value: string, path: string, check: Check<string>, region: string | undefined): Problem[] {
  const malformed = check(value, path);
  return malformed.length > 0 || region === undefined ? malformed : checkArnRegion(value, path, region);
}
