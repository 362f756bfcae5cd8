import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:events";
const INVALID = "InvalidParameter: Invalid parameter";

function setting() {
  const account = new TestAccount();
  const topic = account.make(T.Topic, "events", { name: "events" });
  const args = { topic: topic.arn, protocol: "sqs", endpoint: QUEUE };
  const refused = (given: Properties, name = "refused") =>
    account.refusals(T.TopicSubscription, name, { ...args, ...given });
  return { account, topic, args, refused };
}

describe("a subscription to a topic in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const { account, topic, args } = setting();
    const made = account.make(T.TopicSubscription, "queue", { ...args, rawMessageDelivery: true });
    expect(made.id).to.match(/^arn:aws:sns:us-east-1:123456789012:events:[0-9a-f-]{36}$/);
    expect(made).to.deep.equal({
      id: made.id,
      arn: made.id,
      topic: topic.arn,
      protocol: "sqs",
      endpoint: QUEUE,
      rawMessageDelivery: true,
      region: "us-east-1",
      confirmationTimeoutInMinutes: 1,
      confirmationWasAuthenticated: true,
      endpointAutoConfirms: false,
      filterPolicyScope: "",
      ownerId: "123456789012",
      pendingConfirmation: false,
    });
    const mail = { ...args, protocol: "email", endpoint: "ops@example.com" };
    expect(account.make(T.TopicSubscription, "mail", mail).pendingConfirmation).to.equal(true);
    const filtered = account.make(T.TopicSubscription, "some", { ...args, filterPolicy: '{"a":["b"]}' });
    expect(filtered.filterPolicyScope).to.equal("MessageAttributes");
  });

  it("is replaced with topic, protocol and endpoint only", () => {
    const { account, args } = setting();
    const replaced = (given: Properties) => account.replaces(T.TopicSubscription, args, { ...args, ...given });
    expect(replaced({ endpoint: `${QUEUE}2` })).to.deep.equal(["endpoint"]);
    expect(replaced({ protocol: "lambda" })).to.deep.equal(["protocol"]);
    expect(replaced({ topic: "arn:aws:sns:us-east-1:123456789012:other" })).to.deep.equal(["topic"]);
    expect(replaced({ rawMessageDelivery: true, filterPolicy: '{"a":["b"]}' })).to.deep.equal([]);
  });

  it("overlooks how its policies are written", () => {
    const { account, args } = setting();
    const changed = (before: string, after: string) =>
      account.cloud.diff(T.TopicSubscription, { ...args, filterPolicy: before }, { ...args, filterPolicy: after })
        .changed;
    expect(changed('{"a":["b"],"c":[1]}', '{ "c": [1], "a": ["b"] }')).to.deep.equal([]);
    expect(changed('{"a":["b"]}', '{"a":["c"]}')).to.deep.equal(["filterPolicy"]);
  });

  it("is of a topic that exists, with an endpoint of its protocol", () => {
    const { refused } = setting();
    expect(refused({ topic: "arn:aws:sns:us-east-1:123456789012:none" })).to.deep.equal([
      "topic: NotFound: Topic does not exist (arn:aws:sns:us-east-1:123456789012:none)",
    ]);
    const wrong: [protocol: string, endpoint: string, message: string][] = [
      ["sqs", "events", "SQS endpoint ARN"],
      ["lambda", QUEUE, "Lambda endpoint ARN"],
      ["email", "ops", "Email address"],
      ["email-json", "ops@", "Email address"],
      ["https", "http://example.com", "Endpoint must match the specified protocol"],
      ["http", "https://example.com", "Endpoint must match the specified protocol"],
      ["sms", "call me", "Invalid SMS endpoint"],
      ["application", QUEUE, "Application endpoint ARN"],
    ];
    for (const [protocol, endpoint, message] of wrong) {
      expect(refused({ protocol, endpoint })).to.deep.equal([`endpoint: ${INVALID}: ${message}`]);
    }
    expect(refused({ protocol: "mail" })).to.deep.equal([
      'protocol: expected one of ["application","email","email-json","firehose","http","https","lambda","sms","sqs"], got mail',
    ]);
  });

  it("takes messages as they are where its protocol can", () => {
    const { refused } = setting();
    const raw = (protocol: string, endpoint: string) =>
      refused({ protocol, endpoint, rawMessageDelivery: true }, protocol);
    expect(raw("https", "https://example.com")).to.deep.equal([]);
    expect(raw("sqs", QUEUE)).to.deep.equal([]);
    expect(raw("email", "ops@example.com")).to.deep.equal([
      `rawMessageDelivery: ${INVALID}: Delivery protocol [email] does not support raw message delivery.`,
    ]);
    expect(raw("lambda", "arn:aws:lambda:us-east-1:123456789012:function:a")).to.deep.equal([
      `rawMessageDelivery: ${INVALID}: Delivery protocol [lambda] does not support raw message delivery.`,
    ]);
  });

  it("filters by lists of values, deeper only in the message's body, and by five keys", () => {
    const { refused } = setting();
    const filter = (policy: unknown, scope?: string) =>
      refused({
        filterPolicy: JSON.stringify(policy),
        ...(scope === undefined ? {} : { filterPolicyScope: scope }),
      });
    const wrong = (reason: string) => [`filterPolicy: ${INVALID}: FilterPolicy: ${reason}`];
    expect(filter({ a: ["b", { prefix: "c" }] })).to.deep.equal([]);
    expect(filter({ a: "b" })).to.deep.equal(wrong('"a" must be an object or an array'));
    expect(filter({ a: [] })).to.deep.equal(wrong("Empty arrays are not allowed"));
    const nested = "Filter policy scope MessageAttributes does not support nested filter policy";
    expect(filter({ a: { b: ["c"] } })).to.deep.equal(wrong(nested));
    expect(filter({ a: { b: ["c"] } }, "MessageAttributes")).to.deep.equal(wrong(nested));
    expect(filter({ a: { b: ["c"] } }, "MessageBody")).to.deep.equal([]);
    const six = Object.fromEntries("abcdef".split("").map((key) => [key, ["x"]]));
    expect(filter(six)).to.deep.equal(wrong("Filter policy can not have more than 5 keys"));
    expect(refused({ filterPolicyScope: "MessageBody" })).to.deep.equal([
      "filterPolicyScope: filter_policy is required when filter_policy_scope is set",
    ]);
  });

  it("joins FIFO queues with FIFO topics only, and FIFO topics with queues only", () => {
    const { account, refused } = setting();
    expect(refused({ endpoint: `${QUEUE}.fifo` })).to.deep.equal([
      `endpoint: ${INVALID}: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics`,
    ]);
    const fifo = account.make(T.Topic, "fifo", { fifoTopic: true });
    expect(fifo.name).to.match(/^fifo-[0-9a-f]{7}\.fifo$/);
    expect(refused({ topic: fifo.arn, endpoint: `${QUEUE}.fifo` }, "a")).to.deep.equal([]);
    expect(refused({ topic: fifo.arn }, "b")).to.deep.equal([]);
    expect(refused({ topic: fifo.arn, protocol: "email", endpoint: "ops@example.com" })).to.deep.equal([
      `protocol: ${INVALID}: Invalid protocol type: email`,
    ]);
  });

  it("to a delivery stream has a role that exists", () => {
    const { refused } = setting();
    const stream = { protocol: "firehose", endpoint: "arn:aws:firehose:us-east-1:123456789012:deliverystream/a" };
    expect(refused(stream)).to.deep.equal([
      `subscriptionRoleArn: ${INVALID}: SubscriptionRoleArn is needed for protocol firehose`,
    ]);
    expect(refused({ ...stream, subscriptionRoleArn: "arn:aws:iam::123456789012:role/none" })).to.deep.equal([
      "subscriptionRoleArn: NoSuchEntity: The role with name arn:aws:iam::123456789012:role/none cannot be found.",
    ]);
  });
});
