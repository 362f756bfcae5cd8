import { expect } from "chai";
import {
  APPROVAL_DEFAULTS,
  APPROVAL_RANGES,
  checkAlarmTopics,
  checkApprovalNumbers,
  checkConcurrency,
  checkEntitlement,
  checkRecipients,
  checkSecretArn,
  checkStackPrincipals,
  checkTopicArn,
} from "../../../components/lib/approval-rules";
import { type Problem, sentence } from "../../../components/lib/problem";

const said = (problems: readonly Problem[]) => problems.map(sentence);
const webhook = (url: string, timeoutSeconds?: number) => ({ webhook: { url, timeoutSeconds } });
const URL_OF_BOOKS = "https://billing.example.com/entitlements";

describe("rules of a connection approval", () => {
  it("hold for every default", () => {
    expect(checkApprovalNumbers(APPROVAL_DEFAULTS, "")).to.deep.equal([]);
    const { reservedConcurrency: reserved, queueConcurrency: queue, webhookTimeoutSeconds } = APPROVAL_DEFAULTS;
    expect(checkConcurrency({ reserved, queue }, "")).to.deep.equal([]);
    expect(checkEntitlement(webhook(URL_OF_BOOKS, webhookTimeoutSeconds), "")).to.deep.equal([]);
  });

  it("take the bounds of a number, and nothing beyond or between whole numbers", () => {
    const { webhookTimeoutSeconds, ...ranges } = APPROVAL_RANGES;
    for (const [key, { min, max, unit }] of Object.entries(ranges)) {
      const of = (value: number) => said(checkApprovalNumbers({ [key]: value }, "approval"));
      expect([of(min), of(max)], key).to.deep.equal([[], []]);
      for (const value of [min - 1, max + 1, min + 0.5]) {
        expect(of(value)).to.deep.equal([
          `approval.${key}: ${value} is not a whole number of ${unit} from ${min} to ${max}; use a number from ${min} to ${max}.`,
        ]);
      }
    }
    const { min, max } = webhookTimeoutSeconds;
    const of = (value: number) => checkEntitlement(webhook(URL_OF_BOOKS, value), "").length;
    expect([min - 1, min, max, max + 1].map(of)).to.deep.equal([1, 0, 0, 1]);
  });

  it("leave the schedule an invocation besides those of the queue", () => {
    expect(checkConcurrency({ reserved: 6, queue: 5 }, "")).to.deep.equal([]);
    expect(said(checkConcurrency({ reserved: 5, queue: 5 }, "reservedConcurrency"))).to.deep.equal([
      "reservedConcurrency: 5 leaves the schedule none besides the 5 of the queue, and AWS would throttle; use 6 or more.",
    ]);
  });

  describe("for entitlements", () => {
    it("take one place where they are asked", () => {
      expect(checkEntitlement({ marketplace: { productCode: "4p0nqs5d3v9k2x7w1m8c6b0f2" } }, "")).to.deep.equal([]);
      expect(checkEntitlement(webhook(URL_OF_BOOKS), "")).to.deep.equal([]);
    });

    it("refuse none and both", () => {
      expect(said(checkEntitlement({}, "entitlement"))).to.deep.equal([
        "entitlement: {} says nowhere to ask; give marketplace or webhook, or leave it out.",
      ]);
      const both = { marketplace: { productCode: "a" }, ...webhook(URL_OF_BOOKS) };
      expect(said(checkEntitlement(both, "entitlement"))).to.deep.equal([
        `entitlement.webhook: {"url":"${URL_OF_BOOKS}"} is given besides marketplace; keep one of the two.`,
      ]);
    });

    it("refuse what is not a product code", () => {
      for (const productCode of ["", "a b", "a".repeat(256)]) {
        expect(checkEntitlement({ marketplace: { productCode } }, ""), productCode).to.have.length(1);
      }
    });

    it("refuse addresses that are none, not encrypted, show a password, or are too long", () => {
      const of = (url: string) => said(checkEntitlement(webhook(url), "")).map((text) => text.slice(0, -1));
      expect(of("http://billing.example.com")).to.deep.equal([
        'webhook.url: "http://billing.example.com" is not encrypted; use an address that begins with https://',
      ]);
      expect(of("billing.example.com")).to.deep.equal([
        'webhook.url: "billing.example.com" is not an address on the web; use one such as https://billing.example.com/entitlements',
      ]);
      expect(of("https://me:secret@example.com")[0]).to.include("has credentials in it");
      expect(of(`https://example.com/${"a".repeat(492)}`)).to.deep.equal([]);
      expect(of(`https://example.com/${"a".repeat(493)}`)[0]).to.include("has 513 characters, more than 512");
    });
  });

  describe("for people", () => {
    it("take addresses, each once", () => {
      const emails = ["ops@example.com", "a.b+c@mail.example.co.uk"];
      expect(checkRecipients({ emails, chatEndpoint: URL_OF_BOOKS }, "", false)).to.deep.equal([]);
      expect(said(checkRecipients({ emails: ["ops", "a@b", "x@y.z", "x@y.z"] }, "", false))).to.deep.equal([
        'emails[0]: "ops" is not an e-mail address; use one such as ops@example.com.',
        'emails[1]: "a@b" is not an e-mail address; use one such as ops@example.com.',
        'emails[3]: "x@y.z" appears twice; remove one of them.',
      ]);
    });

    it("refuse addresses besides a topic of one's own", () => {
      expect(said(checkRecipients({ emails: ["x@y.z"], chatEndpoint: URL_OF_BOOKS }, "notify", true))).to.deep.equal([
        'notify.emails: ["x@y.z"] is given besides a topic of one\'s own; remove it, and subscribe to that topic.',
        `notify.chatEndpoint: "${URL_OF_BOOKS}" is given besides a topic of one's own; remove it, and subscribe to that topic.`,
      ]);
      expect(checkRecipients({}, "notify", true)).to.deep.equal([]);
    });
  });

  it("take as many topics as an alarm has actions", () => {
    expect(said(checkAlarmTopics([], "topics"))).to.deep.equal(["topics: [] is empty; leave it out, or name a topic."]);
    expect(checkAlarmTopics(Array(5), "topics")).to.deep.equal([]);
    expect(said(checkAlarmTopics(Array(6), "topics"))).to.deep.equal([
      "topics: 6 topics are more than the 5 that an alarm can have; let one topic pass on to the others.",
    ]);
  });

  it("know the ARN of a standard topic", () => {
    expect(checkTopicArn("arn:aws:sns:us-east-1:123456789012:Ops_topic-1", "")).to.deep.equal([]);
    for (const arn of [
      "ops",
      "arn:aws:sqs:us-east-1:123456789012:ops",
      "arn:aws:sns:us-east-1:123456789012:ops.fifo",
    ]) {
      expect(said(checkTopicArn(arn, "topic"))).to.deep.equal([
        `topic: "${arn}" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.`,
      ]);
    }
  });

  it("know the ARN of a secret", () => {
    expect(
      checkSecretArn("arn:aws:secretsmanager:us-east-1:123456789012:secret:team/billing-a1b2c3", ""),
    ).to.deep.equal([]);
    expect(said(checkSecretArn("billing", "secret"))).to.deep.equal([
      'secret: "billing" is not the ARN of a secret in Secrets Manager; use the secret\'s ARN, arn:aws:secretsmanager:<Region>:<account>:secret:<name>-<6 characters>.',
    ]);
  });

  it("take as many principals as the function's environment has room for, and no more", () => {
    const roots = (count: number) =>
      Array.from({ length: count }, (_, index) => `arn:aws:iam::${String(111_111_111_111 + index)}:root`);
    expect(checkStackPrincipals(roots(70), "principals")).to.deep.equal([]);
    expect(said(checkStackPrincipals(roots(80), "principals"))).to.deep.equal([
      "principals: 80 principals take 2641 bytes, and the function's environment has room for 2400; put consumers into the registry, and keep here only who is none.",
    ]);
  });
});
