import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConnectionApproval, type ConnectionApprovalArgs, ConsumerRegistry } from "../../components";
import { withMocks } from "../support/mocks";
import { RAW_SERVICE, rawTopic } from "../support/raw-service";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:ConnectionApproval";
const RIGHT: ConnectionApprovalArgs = {
  service: RAW_SERVICE,
  notificationTopicArn: "arn:aws:sns:us-east-1:123456789012:events",
  registry: {
    tableName: "orders-registry",
    tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/orders-registry",
  },
};
const WEBHOOK = { url: "https://billing.example.com/entitlements", secretArn: "billing" };

/** What is said of plain args besides the beginning, in sentences. */
async function refusal(args: Partial<ConnectionApprovalArgs>, name = "orders"): Promise<string> {
  const { message, count } = await refusalOf(() => new ConnectionApproval(name, { ...RIGHT, ...args }));
  expect(count).to.deep.equal({ [COMPONENT]: 1 });
  const beginning = `ConnectionApproval "${name}" cannot be created. `;
  expect(message.slice(0, beginning.length)).to.equal(beginning);
  return message.slice(beginning.length);
}

describe("ConnectionApproval refuses", () => {
  it("everything that is wrong at once, before it registers a child", async () => {
    const said = await refusal({
      service: { ...RAW_SERVICE, name: "Orders", serviceArn: RAW_SERVICE.serviceId },
      notificationTopicArn: "events",
      registry: { tableName: "r", tableArn: "r", ownerRegion: "us-west-9" },
      stackPrincipals: ["a".repeat(3000)],
      scheduleMinutes: 0,
      reservedConcurrency: 3,
      queueConcurrency: 3,
      logRetentionDays: 2,
      warningDays: 7,
      auditDays: -1,
      entitlement: { webhook: WEBHOOK },
      emails: ["ops"],
      chatEndpoint: "http://chat.example.com",
      alarmTopicArns: ["operators"],
      oldestPendingMinutes: 0.5,
    });
    expect(said).to.equal(
      [
        'service.name: "Orders" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
        "scheduleMinutes: 0 is not a whole number of minutes from 1 to 60; use a number from 1 to 60.",
        "auditDays: -1 is not a whole number of days from 0 to 3653; use a number from 0 to 3653.",
        "oldestPendingMinutes: 0.5 is not a whole number of minutes from 1 to 10080; use a number from 1 to 10080.",
        "reservedConcurrency: 3 leaves the schedule none besides the 3 of the queue, and AWS would throttle; use 4 or more.",
        "logRetentionDays: 2 is not a retention that CloudWatch Logs has; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days.",
        'registry.ownerRegion: "us-west-9" is not a commercial AWS Region; use "us-west-1".',
        "warningDays: 7 is given outside of the Region that owns the registry, which alone warns; remove it.",
        'emails[0]: "ops" is not an e-mail address; use one such as ops@example.com.',
        'chatEndpoint: "http://chat.example.com" is not encrypted; use an address that begins with https://.',
        'service.serviceArn: "vpce-svc-0123456789abcdef0" is not the ARN of an endpoint service; use the service\'s arn, arn:aws:ec2:<Region>:<account>:vpc-endpoint-service/vpce-svc-<id>.',
        'notificationTopicArn: "events" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.',
        'registry.tableArn: "r" is not the ARN of a DynamoDB table; use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.',
        "stackPrincipals: 1 principals take 3004 bytes, and the function's environment has room for 2400; put consumers into the registry, and keep here only who is none.",
        'entitlement.webhook.secretArn: "billing" is not the ARN of a secret in Secrets Manager; use the secret\'s ARN, arn:aws:secretsmanager:<Region>:<account>:secret:<name>-<6 characters>.',
        'alarmTopicArns[0]: "operators" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.',
      ].join(" "),
    );
  });

  it("a name that leaves no room for what is added to it", async () => {
    expect(await refusal({}, "a".repeat(34))).to.equal(
      `name: "${"a".repeat(34)}" makes the name "${"a".repeat(34)}-approval-schedule-role" of a role 57 characters long, and 56 is the longest (AWS allows 64, Pulumi appends 8); shorten it by 1 character.`,
    );
  });

  it("sizes that AWS does not have", async () => {
    expect(await refusal({ memoryMb: 64, timeoutSeconds: 901, queueConcurrency: 1 })).to.equal(
      [
        "queueConcurrency: 1 is not a whole number of invocations from 2 to 999; use a number from 2 to 999.",
        "memoryMb: 64 is not a whole number of MB from 128 to 10240; use a number from 128 to 10240.",
        "timeoutSeconds: 901 is not a whole number of seconds from 30 to 900; use a number from 30 to 900.",
      ].join(" "),
    );
  });

  it("subscribers of a topic that is not our own", async () => {
    expect(await refusal({ requestsTopicArn: RIGHT.notificationTopicArn, emails: ["a@example.com"] })).to.equal(
      'emails: ["a@example.com"] is given besides a topic of one\'s own; remove it, and subscribe to that topic.',
    );
  });

  it("to ask for entitlements nowhere, or at two places", async () => {
    expect(await refusal({ entitlement: {} })).to.equal(
      "entitlement: {} says nowhere to ask; give marketplace or webhook, or leave it out.",
    );
    const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-a1b2c3";
    const webhook = { ...WEBHOOK, secretArn };
    expect(await refusal({ entitlement: { marketplace: { productCode: "abc" }, webhook } })).to.match(
      /^entitlement\.webhook: \{"url":.* is given besides marketplace; keep one of the two\.$/,
    );
  });

  for (const [path, args] of [
    ["service.serviceArn", { service: { ...RAW_SERVICE, serviceArn: pulumi.output("none") } }],
    ["notificationTopicArn", { notificationTopicArn: pulumi.output("none") }],

    ["requestsTopicArn", { requestsTopicArn: pulumi.output("none") }],
    ["alarmTopicArns[0]", { alarmTopicArns: [pulumi.output("none")] }],
    ["entitlement.webhook.secretArn", { entitlement: { webhook: { ...WEBHOOK, secretArn: pulumi.output("none") } } }],
  ] as const satisfies readonly (readonly [string, Partial<ConnectionApprovalArgs>])[]) {
    it(`what turns out to be wrong: ${path}`, async () => {
      const run = withMocks(() => {
        const { tableName, tableArn } = new ConsumerRegistry("shared", {});
        const there = { registry: { tableName, tableArn }, notificationTopicArn: rawTopic("events").arn };
        return new ConnectionApproval("orders", { ...RIGHT, ...there, ...args });
      });
      const message = await run.then(String, (error: Error) => error.message);
      expect(message).to.include(`ConnectionApproval "orders" cannot be created. ${path}: "none" is not the ARN of`);
    });
  }

  it("what turns out to be wrong: registry.tableArn", async () => {
    const run = withMocks(() => {
      const { tableName } = new ConsumerRegistry("shared", {});
      const registry = { tableName, tableArn: pulumi.output("none") };
      return new ConnectionApproval("orders", { ...RIGHT, registry, notificationTopicArn: rawTopic("events").arn });
    });
    const message = await run.then(String, (error: Error) => error.message);
    expect(message).to.include(
      'ConnectionApproval "orders" cannot be created. registry.tableArn: "none" is not the ARN of a DynamoDB table',
    );
  });
});
