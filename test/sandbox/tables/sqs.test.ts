import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { policy, TestAccount } from "../account";

const URL = "https://sqs.us-east-1.amazonaws.com/123456789012";
const ARN = "arn:aws:sqs:us-east-1:123456789012";

function setting() {
  const account = new TestAccount();
  const dead = account.make(T.Queue, "dead", { name: "dead" });
  const refused = (given: Properties, name = "refused") => account.refusals(T.Queue, name, given);
  const redrive = (given: Properties) =>
    JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5, ...given });
  return { account, dead, refused, redrive };
}

/** How SQS refuses the value of an attribute. */
function invalid(parameter: "RedrivePolicy" | "RedriveAllowPolicy", value: string, reason: string): string[] {
  const property = parameter === "RedrivePolicy" ? "redrivePolicy" : "redriveAllowPolicy";
  return [
    `${property}: InvalidParameterValue: Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`,
  ];
}

describe("a queue in the sandbox", () => {
  it("has the outputs that AWS computes, and the provider's defaults", () => {
    const { account } = setting();
    expect(account.make(T.Queue, "events", { name: "events" })).to.deep.equal({
      id: `${URL}/events`,
      url: `${URL}/events`,
      arn: `${ARN}:events`,
      name: "events",
      namePrefix: "",
      region: "us-east-1",
      tagsAll: {},
      contentBasedDeduplication: false,
      deduplicationScope: "",
      delaySeconds: 0,
      fifoQueue: false,
      fifoThroughputLimit: "",
      kmsDataKeyReusePeriodSeconds: 300,
      maxMessageSize: 262_144,
      messageRetentionSeconds: 345_600,
      policy: "",
      receiveWaitTimeSeconds: 0,
      redriveAllowPolicy: "",
      redrivePolicy: "",
      sqsManagedSseEnabled: true,
      visibilityTimeoutSeconds: 30,
    });
  });

  it("that is FIFO ends with .fifo, also where its name is made", () => {
    const { account, refused } = setting();
    const made = account.make(T.Queue, "events", { fifoQueue: true });
    expect(made.name).to.match(/^events-[0-9a-f]{7}\.fifo$/);
    expect(made).to.include({ deduplicationScope: "queue", fifoThroughputLimit: "perQueue" });
    expect(account.make(T.Queue, "a", { fifoQueue: true, namePrefix: "b" }).name).to.match(/^b[0-9a-f]{26}\.fifo$/);
    expect(refused({ fifoQueue: true, name: "events" })).to.deep.equal(["name: invalid queue name: events"]);
    expect(refused({ name: "events.fifo" })).to.deep.equal(["name: invalid queue name: events.fifo"]);
    expect(refused({ contentBasedDeduplication: true })).to.deep.equal([
      "contentBasedDeduplication: content-based deduplication can only be set for FIFO queue",
    ]);
    expect(refused({ fifoQueue: true }, "e".repeat(68))).to.deep.equal([
      `name: name '${"e".repeat(68)}-' plus 7 random chars is longer than maximum length 80`,
      "name: invalid queue name: ".concat("e".repeat(68)),
    ]);
  });

  it("is replaced with its name and its kind only", () => {
    const { account, redrive } = setting();
    const replaced = (given: Properties) => account.replaces(T.Queue, { name: "a" }, { name: "a", ...given });
    expect(replaced({ name: "b" })).to.deep.equal(["name"]);
    expect(replaced({ fifoQueue: true })).to.deep.equal(["fifoQueue"]);
    const sizes = { visibilityTimeoutSeconds: 720, messageRetentionSeconds: 60, redrivePolicy: redrive({}) };
    expect(replaced({ ...sizes, sqsManagedSseEnabled: false, delaySeconds: 1 })).to.deep.equal([]);
  });

  it("overlooks how its policies are written, and the data key's period without a key", () => {
    const { account, dead, redrive } = setting();
    const changed = (olds: Properties, news: Properties) => account.cloud.diff(T.Queue, olds, news).changed;
    const spaced = `{ "maxReceiveCount": 5, "deadLetterTargetArn": "${dead.arn}" }`;
    expect(changed({ redrivePolicy: redrive({}) }, { redrivePolicy: spaced })).to.deep.equal([]);
    expect(changed({ redrivePolicy: redrive({}) }, { redrivePolicy: redrive({ maxReceiveCount: 6 }) })).to.deep.equal([
      "redrivePolicy",
    ]);
    expect(changed({}, { kmsDataKeyReusePeriodSeconds: 60 })).to.deep.equal([]);
    const kmsMasterKeyId = "alias/aws/sqs";
    expect(changed({ kmsMasterKeyId }, { kmsMasterKeyId, kmsDataKeyReusePeriodSeconds: 60 })).to.deep.equal([
      "kmsDataKeyReusePeriodSeconds",
    ]);
  });

  it("is encrypted one way, with a key that exists", () => {
    const { account, refused } = setting();
    expect(refused({ sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/aws/sqs" })).to.deep.equal([
      "kmsMasterKeyId: conflicts with sqsManagedSseEnabled",
    ]);
    expect(refused({ kmsMasterKeyId: "alias/none" })).to.deep.equal([
      "kmsMasterKeyId: NotFoundException: Key 'alias/none' does not exist",
    ]);
    expect(account.make(T.Queue, "aws", { kmsMasterKeyId: "alias/aws/sqs" }).sqsManagedSseEnabled).to.equal(false);
  });

  it("has values within SQS's bounds, and a policy about SQS", () => {
    const { refused } = setting();
    expect(refused({ visibilityTimeoutSeconds: 43_201 })).to.deep.equal([
      "visibilityTimeoutSeconds: expected to be in the range (0 - 43200), got 43201",
    ]);
    expect(refused({ messageRetentionSeconds: 59 })).to.deep.equal([
      "messageRetentionSeconds: expected to be in the range (60 - 1209600), got 59",
    ]);
    expect(refused({ receiveWaitTimeSeconds: 21 })).to.deep.equal([
      "receiveWaitTimeSeconds: expected to be in the range (0 - 20), got 21",
    ]);
    expect(refused({ policy: policy({ Principal: "*", Action: "sns:Publish", Resource: "*" }) })).to.deep.equal([
      "policy: MalformedPolicyDocument: Policy statement action out of service scope! (sns:Publish)",
    ]);
    const actions = Array.from({ length: 8 }, (_, index) => `sqs:Action${index}`);
    expect(refused({ policy: policy({ Principal: "*", Action: actions, Resource: "*" }) })).to.deep.equal([
      "policy: OverLimit: 8 actions were found in a statement from the submitted policy, max allowed is 7",
    ]);
    expect(refused({ name: "a", namePrefix: "b" })).to.deep.equal(["namePrefix: conflicts with name"]);
  });

  it("has a name of its own in the Region, and goes without asking", () => {
    const { account, dead, redrive, refused } = setting();
    expect(refused({ name: "dead" })).to.deep.equal([
      "name: QueueAlreadyExists: A queue already exists with the same name",
    ]);
    expect(account.in("us-east-2").refusals(T.Queue, "dead", { name: "dead" })).to.deep.equal([]);
    account.make(T.Queue, "events", { redrivePolicy: redrive({}) });
    expect(account.deleteRefusal(T.Queue, dead.id)).to.equal(undefined);
  });
});

describe("the redrive policy of a queue in the sandbox", () => {
  it("names a queue that exists, of the same kind, and a number of receipts", () => {
    const { account, refused, redrive } = setting();
    expect(refused({ redrivePolicy: redrive({}) }, "fine")).to.deep.equal([]);
    const wrong: [value: string, reason: string][] = [
      ["x", "Redrive policy is not a valid JSON map."],
      ["[]", "Redrive policy is not a valid JSON map."],
      [
        redrive({ maxReceiveCount: undefined }),
        "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
      ],
      ["{}", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
      [redrive({ other: 1 }), "Redrive policy contains unsupported attribute: other."],
      [
        redrive({ maxReceiveCount: 0 }),
        "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.",
      ],
      [
        redrive({ maxReceiveCount: "1001" }),
        "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
      ],
      [redrive({ deadLetterTargetArn: `${ARN}:none` }), "Dead letter target does not exist."],
    ];
    for (const [value, reason] of wrong) {
      expect(refused({ redrivePolicy: value })).to.deep.equal(invalid("RedrivePolicy", value, reason));
    }
    expect(refused({ redrivePolicy: redrive({}), fifoQueue: true })).to.deep.equal(
      invalid("RedrivePolicy", redrive({}), "Dead-letter queue must be same type of queue as the source."),
    );
    expect(account.in("us-east-2").refusals(T.Queue, "far", { redrivePolicy: redrive({}) })).to.deep.equal(
      invalid("RedrivePolicy", redrive({}), "Dead letter target does not exist."),
    );
  });

  it("names a queue that lets this one in", () => {
    const { account, dead, refused, redrive } = setting();
    const allow = (given: Properties) => JSON.stringify(given);
    const only = allow({ redrivePermission: "byQueue", sourceQueueArns: [`${ARN}:events`] });
    const made = account.make(T.RedriveAllowPolicy, "allow", { queueUrl: dead.id, redriveAllowPolicy: only });
    expect(made.id).to.equal(dead.url);
    expect(refused({ name: "events", redrivePolicy: redrive({}) })).to.deep.equal([]);
    expect(refused({ name: "other", redrivePolicy: redrive({}) })).to.deep.equal(
      invalid("RedrivePolicy", redrive({}), "Queue does not have permission to redrive to the dead letter target."),
    );
    account.update(T.RedriveAllowPolicy, "allow", made.id, {
      queueUrl: dead.id,
      redriveAllowPolicy: allow({ redrivePermission: "denyAll" }),
    });
    const events = { name: "events", redrivePolicy: redrive({}), delaySeconds: 1 };
    expect(() => account.update(T.Queue, "refused", `${URL}/events`, events)).to.throw(
      "Queue does not have permission to redrive to the dead letter target.",
    );
  });
});

describe("the settings of a queue in the sandbox", () => {
  it("are of a queue that exists, by its URL, and one of a kind", () => {
    const { account, dead } = setting();
    const statement = { Principal: "*", Action: "sqs:SendMessage", Resource: dead.arn };
    const refused = (name: string, given: Properties) =>
      account.refusals(T.QueuePolicy, name, { queueUrl: dead.url, policy: policy(statement), ...given });
    expect(refused("a", { queueUrl: `${URL}/none` })).to.deep.equal([
      `queueUrl: AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist. (${URL}/none)`,
    ]);
    expect(refused("b", {})).to.deep.equal([]);
    expect(refused("c", {})).to.deep.equal([
      `AlreadyExists: ${dead.url} exists already, and another resource manages it`,
    ]);
    expect(account.refusals(T.QueuePolicy, "d", { queueUrl: dead.url })).to.deep.equal([
      'policy: Missing required argument "policy"',
    ]);
    const before = { queueUrl: dead.url, policy: policy(statement) };
    expect(account.replaces(T.QueuePolicy, before, { ...before, queueUrl: `${URL}/b` })).to.deep.equal(["queueUrl"]);
    expect(account.replaces(T.QueuePolicy, before, { ...before, policy: policy({}) })).to.deep.equal([]);
  });

  it("allow redriving to all, to none, or to at most ten queues by name", () => {
    const { account, dead } = setting();
    const wrong: [value: Properties, reason: string][] = [
      [{ redrivePermission: "some" }, "Redrive permission must be one of allowAll, denyAll, byQueue."],
      [{ redrivePermission: "byQueue" }, "Source queue ARNs go with redrive permission byQueue, and only with it."],
      [
        { redrivePermission: "denyAll", sourceQueueArns: [dead.arn] },
        "Source queue ARNs go with redrive permission byQueue, and only with it.",
      ],
      [
        { redrivePermission: "byQueue", sourceQueueArns: Array.from({ length: 11 }, (_, i) => `${ARN}:q${i}`) },
        "At most 10 source queue ARNs are allowed, got 11.",
      ],
    ];
    for (const [value, reason] of wrong) {
      const redriveAllowPolicy = JSON.stringify(value);
      expect(account.refusals(T.RedriveAllowPolicy, "r", { queueUrl: dead.url, redriveAllowPolicy })).to.deep.equal(
        invalid("RedriveAllowPolicy", redriveAllowPolicy, reason),
      );
    }
  });
});
