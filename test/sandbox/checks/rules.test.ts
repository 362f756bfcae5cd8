import { expect } from "chai";
import * as rules from "../../../sandbox/checks/rules";
import type { Rule } from "../../../sandbox/table";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const ask = (rule: Rule, value: unknown) => rule(value, {});

describe("the sandbox's rules over single values", () => {
  it("say nothing of what they admit", () => {
    const admitted: [Rule, unknown][] = [
      [rules.oneOf("a", "b"), "a"],
      [rules.eachOneOf("a", "b"), ["b", "a"]],
      [rules.between(1, 3), 3],
      [rules.anyOf(0, 60), 0],
      [rules.upTo(3), "abc"],
      [rules.lengthBetween(1, 3), "a"],
      [rules.needs("a", "b"), { a: 0, b: "" }],
      [rules.atMost(1), ["a"]],
      [rules.each(rules.upTo(1)), ["a", "b"]],
      [rules.ipv6Block, "2600:1f00::/64"],
      [rules.ipv4Address, "10.0.0.1"],
      [rules.json, "{}"],
      [rules.instant, "2030-01-01T00:00:00Z"],
      [rules.instant, "2030-01-01T00:00:00.5+02:00"],
      [rules.property("a", rules.upTo(1)), { b: "long" }],
      [rules.arnOf("kms"), "arn:aws:kms:us-east-1:123456789012:key/1"],
      [rules.arnOf("iam"), "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    ];
    for (const [rule, value] of admitted) expect(ask(rule, value), JSON.stringify(value)).to.equal(undefined);
  });

  it("say what is expected and what was given", () => {
    expect(ask(rules.oneOf("a", "b"), "c")).to.equal('expected one of ["a","b"], got c');
    expect(ask(rules.eachOneOf("a", "b"), ["a", "c", "d"])).to.equal('expected any of ["a","b"], got c, d');
    expect(ask(rules.between(1, 3), 4)).to.equal("expected to be in the range (1 - 3), got 4");
    expect(ask(rules.between(1, 3), 1.5)).to.equal("expected to be in the range (1 - 3), got 1.5");
    expect(ask(rules.anyOf(0, 60), 30)).to.equal("expected one of 0, 60, got 30");
    expect(ask(rules.upTo(3), "abcd")).to.equal("expected length to be at most 3, got 4");
    expect(ask(rules.lengthBetween(1, 3), "")).to.equal("expected length to be in the range (1 - 3), got 0");
    expect(ask(rules.lengthBetween(1, 3), "abcd")).to.equal("expected length to be in the range (1 - 3), got 4");
    expect(ask(rules.needs("a", "b"), { a: 0 })).to.equal('Missing required argument "b"');
    expect(ask(rules.atMost(1), ["a", "b"])).to.equal("attribute supports 1 item maximum, but has 2 declared");
    expect(ask(rules.each(rules.upTo(1)), ["a", "bc"])).to.equal("expected length to be at most 1, got 2");
    expect(ask(rules.ipv6Block, "2600:1f00::1/64")).to.equal('"2600:1f00::1/64" is not a valid IPv6 CIDR block');
    expect(ask(rules.ipv4Address, "10.0.0")).to.equal("expected to contain a valid IPv4 address, got: 10.0.0");
    expect(ask(rules.json, "x")).to.match(/^contains an invalid JSON: /);
    expect(ask(rules.instant, "tomorrow")).to.equal("expected to be a valid RFC3339 date, got tomorrow");
    expect(ask(rules.property("a", rules.upTo(1)), { a: "long" })).to.equal(
      "a: expected length to be at most 1, got 4",
    );
    expect(ask(rules.arnOf("kms", "iam"), "key")).to.equal('"key" must be an ARN of kms or iam');
  });
});

/** What the AWS provider itself refuses before any call. */
const REFUSED: [type: string, given: Properties, message: string | RegExp][] = [
  [T.Vpc, { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: "2600::/56" }, /^ipv6CidrBlock: needs ipv6IpamPoolId/],
  [T.TargetGroup, { slowStart: 29 }, "slowStart: expected to be in the range (30 - 900), got 29"],
  [
    T.LaunchTemplate,
    { instanceInitiatedShutdownBehavior: "halt" },
    /^instanceInitiatedShutdownBehavior: expected one of/,
  ],
  [
    T.LaunchTemplate,
    { blockDeviceMappings: [{ ebs: { throughput: 100 } }] },
    "blockDeviceMappings: ebs.throughput: expected to be in the range (125 - 2000), got 100",
  ],
  [
    T.AutoScalingGroup,
    { instanceRefresh: { strategy: "Once" } },
    'instanceRefresh: strategy: expected one of ["Rolling"], got Once',
  ],
  [T.AutoScalingGroup, { tags: [{ key: "Name", value: "x" }] }, 'tags: tag "Name" must say propagateAtLaunch'],
  [T.Key, { customerMasterKeySpec: "DES" }, /^customerMasterKeySpec: expected one of/],
  [T.Topic, { tracingConfig: "On" }, 'tracingConfig: expected one of ["Active","PassThrough"], got On'],
  [T.TopicSubscription, { filterPolicy: "x" }, /^filterPolicy: contains an invalid JSON/],
  [T.VpcEndpoint, { dnsOptions: { dnsRecordIpType: "a" } }, /^dnsOptions: dnsRecordIpType: expected one of/],
  [T.BucketObjectv2, { kmsKeyId: "1234" }, 'kmsKeyId: "1234" must be an ARN of kms'],
  [T.FlowLog, { logDestination: "logs" }, 'logDestination: "logs" must be an ARN of logs or s3 or firehose'],
  [T.NatGateway, { privateIp: "x" }, "privateIp: expected to contain a valid IPv4 address, got: x"],
  [
    T.NatGateway,
    { connectivityType: "private", allocationId: "e" },
    "allocationId: is not supported with connectivityType private",
  ],
  [T.AmiCopy, { deprecationTime: "soon" }, "deprecationTime: expected to be a valid RFC3339 date, got soon"],
  [
    T.Zone,
    { delegationSetId: "d", vpcs: [] },
    "delegationSetId: conflicts with vpcs: a private zone has no delegation set",
  ],
];

describe("the sandbox's tables check before any call", () => {
  for (const [type, given, message] of REFUSED) {
    it(`${type} with ${JSON.stringify(given)}`, () => {
      const { problems } = new TestAccount().check(type, "thing", given);
      const sentences = problems.map((problem) => `${problem.property}: ${problem.message}`);
      const found = sentences.filter((sentence) =>
        typeof message === "string" ? sentence === message : message.test(sentence),
      );
      expect(found, sentences.join("\n")).to.have.length(1);
    });
  }
});
