import type { BadValue, Roomy } from "./file";

const set = (value: object) => (file: Roomy) => {
  Object.assign(file.approval, value);
};

/** Wrong values of the approval of connections. */
export const approval: readonly BadValue[] = [
  {
    title: "a registry that is nowhere",
    place: "approval.registry",
    write: set({ registry: {} }),
    sentences: ["approval.registry: {} names no registry; give stack or tableArn, or leave it out."],
  },
  {
    title: "a registry of this stack by two names, one of them wrong",
    place: "approval.registry",
    write: set({ registry: { stack: "test", tableArn: "orders-registry" } }),
    sentences: [
      'approval.registry.stack: "test" is this stack itself; name the stack that has the registry, or leave approval.registry out.',
      'approval.registry.tableArn: "orders-registry" is given besides stack; keep one of the two.',
      'approval.registry.tableArn: "orders-registry" is not the ARN of a DynamoDB table; use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.',
    ],
  },
  {
    title: "a replica of nothing",
    place: "approval.registry",
    write: set({ replica: true }),
    sentences: [
      "approval.replica: true is given without a registry to replicate; remove it, or give approval.registry.",
    ],
  },
  {
    title: "a schedule that AWS does not have",
    place: "approval.scheduleMinutes",
    write: set({ scheduleMinutes: 61 }),
    sentences: [
      "approval.scheduleMinutes: 61 is not a whole number of minutes from 1 to 60; use a number from 1 to 60.",
    ],
  },
  {
    title: "half a minute",
    place: "approval.scheduleMinutes",
    write: set({ scheduleMinutes: 0.5 }),
    sentences: ["approval.scheduleMinutes: 0.5 is not a whole number; use one."],
  },
  {
    title: "books that are asked nowhere",
    place: "approval.entitlement",
    write: set({ entitlement: {} }),
    sentences: ["approval.entitlement: {} says nowhere to ask; give marketplace or webhook, or leave it out."],
  },
  {
    title: "a webhook without encryption and patience, with a secret by its name",
    place: "approval.entitlement",
    write: set({
      entitlement: { webhook: { url: "http://billing.example.com", secretArn: "billing", timeoutSeconds: 60 } },
    }),
    sentences: [
      'approval.entitlement.webhook.url: "http://billing.example.com" is not encrypted; use an address that begins with https://.',
      'approval.entitlement.webhook.secretArn: "billing" is not the ARN of a secret in Secrets Manager; use the secret\'s ARN, arn:aws:secretsmanager:<Region>:<account>:secret:<name>-<6 characters>.',
      "approval.entitlement.webhook.timeoutSeconds: 60 is not a whole number of seconds from 1 to 30; use a number from 1 to 30.",
    ],
  },
  {
    title: "a webhook without a secret",
    place: "approval.entitlement",
    write: set({ entitlement: { webhook: { url: "https://billing.example.com" } } }),
    sentences: [
      'approval.entitlement.webhook.secretArn: (missing) is required; add it, for example "arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-a1b2c3".',
    ],
  },
  {
    title: "a product code with a space",
    place: "approval.entitlement",
    write: set({ entitlement: { marketplace: { productCode: "our product" } } }),
    sentences: [
      'approval.entitlement.marketplace.productCode: "our product" is not a product code; use the product code that AWS Marketplace shows for the product, such as 4p0nqs5d3v9k2x7w1m8c6b0f2.',
    ],
  },
  {
    title: "a warning before the contract began",
    place: "approval.warningDays",
    write: set({ warningDays: 366 }),
    sentences: ["approval.warningDays: 366 is not a whole number of days from 0 to 365; use a number from 0 to 365."],
  },
  {
    title: "an audit that forgets before it knows",
    place: "approval.auditDays",
    write: set({ auditDays: -1 }),
    sentences: ["approval.auditDays: -1 is not a whole number of days from 0 to 3653; use a number from 0 to 3653."],
  },
  {
    title: "addresses that nobody has",
    place: "approval.notify",
    write: set({ notify: { emails: ["ops"], chatEndpoint: "chat" } }),
    sentences: [
      'approval.notify.emails[0]: "ops" is not an e-mail address; use one such as ops@example.com.',
      'approval.notify.chatEndpoint: "chat" is not an address on the web; use one such as https://billing.example.com/entitlements.',
    ],
  },
  {
    title: "addresses besides a topic, which is far away",
    place: "approval.notify",
    write: set({ notify: { emails: ["a@example.com"], topicArn: "arn:aws:sns:us-west-2:123456789012:ops" } }),
    sentences: [
      'approval.notify.emails: ["a@example.com"] is given besides a topic of one\'s own; remove it, and subscribe to that topic.',
      'approval.notify.topicArn: "arn:aws:sns:us-west-2:123456789012:ops" is in us-west-2, not in us-east-1; use one of us-east-1.',
    ],
  },
  {
    title: "alarms that go nowhere, too late",
    place: "approval.alarms",
    write: set({ alarms: { topicArns: [], oldestPendingMinutes: 20_000 } }),
    sentences: [
      "approval.alarms.topicArns: [] is empty; leave it out, or name a topic.",
      "approval.alarms.oldestPendingMinutes: 20000 is not a whole number of minutes from 1 to 10080; use a number from 1 to 10080.",
    ],
  },
  {
    title: "alarms to a queue",
    place: "approval.alarms",
    write: set({ alarms: { topicArns: ["arn:aws:sqs:us-east-1:123456789012:ops"] } }),
    sentences: [
      'approval.alarms.topicArns[0]: "arn:aws:sqs:us-east-1:123456789012:ops" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.',
    ],
  },
  {
    title: "a key of the approval that is near another one",
    place: "approval.unknown",
    write: set({ alarm: {} }),
    sentences: ['approval.alarm: "alarm" is an unknown key; write approval.alarms instead.'],
  },
];
