import type { AuditEntry } from "../../../functions/lib/audit";
import type { Consumer } from "../../../functions/lib/consumer";
import type { OpenQuestion } from "../../../functions/lib/open-question";
import type { Intent } from "../../../functions/lib/ports";

/** When everything happens in tests of the registry. */
export const NOW = "2026-03-01T12:00:00.000Z";
export const OPERATOR = "arn:aws:iam::123456789012:role/operator";
export const AUTOMATION = "saas-privatelink/order-processor";
export const SERVICE_ID = "vpce-svc-0123456789abcdef0";

/** The instant so many seconds later. */
export function later(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

/** The account of the consumer with this number. */
export function accountOf(number: number): string {
  return String(200_000_000_000 + number);
}

/** The endpoint with this number. */
export function endpointOf(number: number): string {
  return `vpce-${number.toString(16).padStart(17, "0")}`;
}

export function consumer(number: number, changes: Partial<Consumer> = {}): Consumer {
  return {
    name: `consumer-${number}`,
    account: accountOf(number),
    principals: [],
    status: "active",
    revision: 1,
    createdAt: NOW,
    updatedAt: NOW,
    updatedBy: OPERATOR,
    ...changes,
  };
}

/** The entry about a change of a consumer. */
export function changeOf(
  { account, name, status, revision }: Consumer,
  action: string,
  changes: Partial<AuditEntry> = {},
): AuditEntry {
  return {
    subject: "consumer",
    id: account,
    at: NOW,
    actor: OPERATOR,
    action,
    after: status,
    reason: "contract",
    explanation: `${name}: ${action}.`,
    account,
    consumer: name,
    revision,
    ...changes,
  };
}

/** The entry about a decision on an endpoint of a consumer. */
export function decisionOn(
  endpointId: string,
  { account, name, revision }: Consumer,
  changes: Partial<AuditEntry> = {},
): AuditEntry {
  return {
    subject: "connection",
    id: endpointId,
    at: NOW,
    actor: AUTOMATION,
    action: "accept",
    before: "pendingAcceptance",
    after: "available",
    reason: "entitled",
    explanation: `${name} may connect.`,
    account,
    consumer: name,
    revision,
    serviceId: SERVICE_ID,
    region: "us-east-1",
    ...changes,
  };
}

export function intent(endpointId: string, restsOn: Consumer, changes: Partial<AuditEntry> = {}): Intent {
  return { entry: decisionOn(endpointId, restsOn, changes), restsOn };
}

export function question(endpointId: string, changes: Partial<OpenQuestion> = {}): OpenQuestion {
  return {
    serviceId: SERVICE_ID,
    endpointId,
    account: accountOf(1),
    reason: "unknownAccount",
    state: "pendingAcceptance",
    since: NOW,
    ...changes,
  };
}
