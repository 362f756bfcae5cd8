import { expect } from "chai";
import { allows } from "../../../sandbox/checks/access";
import { identityPolicy, resourcePolicy, trustPolicy } from "../../../sandbox/checks/policy";
import type { Rule } from "../../../sandbox/table";
import { policy } from "../account";

const ask = (rule: Rule, value: unknown) => rule(value, {});
const PERMISSION = { Action: "s3:GetObject", Resource: "*" };
const TRUST = { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

describe("policy documents", () => {
  it("are taken when they fit where they are attached", () => {
    expect(ask(identityPolicy, policy(PERMISSION))).to.equal(undefined);
    expect(ask(trustPolicy, policy(TRUST))).to.equal(undefined);
    expect(ask(resourcePolicy(1000, "s3"), policy({ ...PERMISSION, Principal: "*" }))).to.equal(undefined);
  });

  it("are refused when they are no JSON object with a version and a statement", () => {
    expect(ask(identityPolicy, "{")).to.match(/^contains an invalid JSON policy: /);
    expect(ask(identityPolicy, "[]")).to.equal("contains an invalid JSON policy: not a JSON object");
    expect(ask(identityPolicy, '{"Statement":[]}')).to.equal(
      "MalformedPolicyDocument: Version must be 2012-10-17, got undefined",
    );
    expect(ask(identityPolicy, '{"Version":"2012-10-17"}')).to.equal(
      "MalformedPolicyDocument: Policy document must contain at least one Statement",
    );
  });

  it("of identities name resources and no principal, of resources a principal, of roles no resource", () => {
    expect(ask(identityPolicy, policy({ Action: "s3:GetObject" }))).to.equal(
      "MalformedPolicyDocument: Policy statement must contain resources.",
    );
    expect(ask(identityPolicy, policy({ ...PERMISSION, Principal: "*" }))).to.equal(
      "MalformedPolicyDocument: Policy document should not specify a principal.",
    );
    expect(ask(resourcePolicy(1000), policy(PERMISSION))).to.equal(
      "MalformedPolicyDocument: Missing required field Principal",
    );
    expect(ask(trustPolicy, policy({ ...TRUST, Resource: "*" }))).to.equal(
      "MalformedPolicyDocument: Has prohibited field Resource",
    );
  });

  it("name actions with their service, and of one resource only its service's", () => {
    expect(ask(identityPolicy, policy({ Resource: "*" }))).to.equal(
      "MalformedPolicyDocument: Policy statement must contain actions.",
    );
    expect(ask(identityPolicy, policy({ ...PERMISSION, Action: "GetObject" }))).to.equal(
      "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. (GetObject)",
    );
    expect(ask(resourcePolicy(1000, "sns"), policy({ ...PERMISSION, Principal: "*" }))).to.equal(
      "MalformedPolicyDocument: Policy statement action out of service scope! (s3:GetObject)",
    );
  });

  it("have an effect, unique ids, AWS's size, and no Output turned into text", () => {
    expect(ask(identityPolicy, policy({ ...PERMISSION, Effect: "Maybe" }))).to.equal(
      "MalformedPolicyDocument: Invalid effect: Maybe",
    );
    const twice = {
      Version: "2012-10-17",
      Statement: [1, 2].map(() => ({ Sid: "A", Effect: "Allow", ...PERMISSION })),
    };
    expect(ask(identityPolicy, JSON.stringify(twice))).to.equal(
      "MalformedPolicyDocument: Statement IDs (SID) in a single policy must be unique.",
    );
    const long = Array.from({ length: 100 }, (_, index) => `arn:aws:s3:::bucket-${index}/${"x".repeat(100)}`);
    expect(ask(identityPolicy, policy({ ...PERMISSION, Resource: long }))).to.match(
      /^LimitExceeded: policy has \d+ characters, at most 10240 are allowed$/,
    );
    const lost = { ...PERMISSION, Resource: "Calling [toString] on an [Output<T>] is not supported." };
    expect(ask(identityPolicy, policy(lost))).to.equal(
      "MalformedPolicyDocument: an Output was put into the policy as text",
    );
  });
});

describe("access by a resource policy", () => {
  const caller = {
    service: "vpce.amazonaws.com",
    sourceArn: "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/vpce-svc-1",
    sourceAccount: "123456789012",
  };
  const statement = { Principal: { Service: "vpce.amazonaws.com" }, Action: "SNS:Publish", Resource: "*" };
  const asked = (extra: object) => allows(policy({ ...statement, ...extra }), "sns:Publish", caller);

  it("is open to the named service for the named action, whatever the case and with wildcards", () => {
    expect(asked({})).to.equal(true);
    expect(asked({ Action: "sns:*" })).to.equal(true);
    expect(asked({ Action: "sns:Subscribe" })).to.equal(false);
    expect(asked({ Principal: { Service: "events.amazonaws.com" } })).to.equal(false);
  });

  it("is closed by a condition on another source", () => {
    const source = (arn: string) => ({ Condition: { ArnLike: { "aws:SourceArn": arn } } });
    expect(asked(source(caller.sourceArn))).to.equal(true);
    expect(asked(source("arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/*"))).to.equal(true);
    expect(asked(source("arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/vpce-svc-2"))).to.equal(false);
    expect(asked({ Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } })).to.equal(false);
  });

  it("is closed by a denial, and by what is no policy", () => {
    expect(asked({ Effect: "Deny" })).to.equal(false);
    expect(allows("{", "sns:Publish", caller)).to.equal(false);
    expect(allows(undefined, "sns:Publish", caller)).to.equal(false);
  });
});
