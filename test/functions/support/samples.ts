import type { Connection } from "../../../functions/lib/connection";
import { type Consumer, ConsumerStatus } from "../../../functions/lib/consumer";
import type { PublishedService } from "../../../functions/lib/published-service";
import type { RunReport } from "../../../functions/lib/run-report";
import type { Settings } from "../../../functions/lib/settings";

export const SERVICE: PublishedService = {
  name: "order-processor",
  serviceId: "vpce-svc-0123456789abcdef0",
  serviceArn: "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint-service/vpce-svc-0123456789abcdef0",
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  region: "us-east-1",
  accountId: "111111111111",
  stackPrincipals: [],
  requestsTopicArn: "arn:aws:sns:us-east-1:111111111111:requests",
};

export const TOPIC = "arn:aws:sns:us-east-1:111111111111:connections";

export const SETTINGS: Settings = {
  service: { ...SERVICE, stackPrincipals: [] },
  registry: { tableName: "registry", region: "us-east-1" },
  notificationTopicArn: TOPIC,
  warningDays: 14,
  auditDays: 400,
};

export function consumer(terms: Partial<Consumer> = {}): Consumer {
  return {
    name: "acme",
    account: "222222222222",
    principals: [],
    status: ConsumerStatus.Active,
    revision: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    updatedBy: "arn:aws:iam::111111111111:user/ops",
    ...terms,
  };
}

export const CONNECTION: Connection = {
  endpointId: "vpce-0aaaaaaaaaaaaaaa1",
  account: "333333333333",
  state: "pendingAcceptance",
  region: "us-west-2",
  createdAt: "2026-05-01T10:00:00.000Z",
};

/** The report of a run that found nothing and did nothing. */
export function report(of: Partial<RunReport> = {}): RunReport {
  return {
    plan: {
      service: SERVICE,
      now: "2026-05-01T12:00:00.000Z",
      decisions: [],
      accept: [],
      cut: [],
      principals: { add: [], remove: [] },
      principalReasons: [],
      questions: { kept: [], open: [], close: [] },
      warnings: { send: [], forget: [] },
      unreadable: [],
    },
    dryRun: false,
    accepted: [],
    rejected: [],
    postponed: [],
    refused: [],
    principals: { added: [], removed: [] },
    asked: [],
    opened: [],
    closed: [],
    warned: [],
    pending: [],
    oldestPendingSeconds: 0,
    unknownAccounts: [],
    errors: [],
    ...of,
  };
}

/** A message of the queue with a notification of the topic in it, as SQS events have them. */
export function record(queueId: string, message: string, envelope: Readonly<Record<string, unknown>> = {}) {
  return {
    messageId: queueId,
    eventSource: "aws:sqs",
    body: JSON.stringify({
      Type: "Notification",
      MessageId: `sns-${queueId}`,
      TopicArn: TOPIC,
      Message: message,
      Timestamp: "2026-05-01T12:00:00.000Z",
      SignatureVersion: "1",
      Signature: "c2lnbmF0dXJl",
      ...envelope,
    }),
  };
}
