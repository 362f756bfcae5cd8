import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { network, TestAccount } from "../account";

const NAME = "orders.endpoints.internal";
const ENDPOINT_ZONE = "Z7HUB22UULQXV";
const REGIONAL = "vpce-0123456789abcdef0-01234567.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com";
const ALIASES = [{ name: REGIONAL, zoneId: ENDPOINT_ZONE, evaluateTargetHealth: true }];

function setting() {
  const account = new TestAccount();
  const { vpc } = network(account, []);
  const zoneId = account.make(T.Zone, "z", { name: NAME, vpcs: [{ vpcId: vpc.id }] }).id;
  const full = (given: Properties) => ({ zoneId, name: NAME, type: "A", aliases: ALIASES, ...given });
  const record = (name: string, given: Properties) => account.refusals(T.Record, name, full(given));
  return { account, zoneId, record, full };
}

const weighted = (setIdentifier: string, weight: unknown = 1) => ({
  setIdentifier,
  weightedRoutingPolicies: [{ weight }],
});
const failover = (setIdentifier: string, type: unknown) => ({ setIdentifier, failoverRoutingPolicies: [{ type }] });
const latency = (setIdentifier: string, region: unknown) => ({ setIdentifier, latencyRoutingPolicies: [{ region }] });
const SET = `InvalidChangeBatch: RRSet with DNS name ${NAME}., type A`;

describe("a set of records in the sandbox", () => {
  it("has one record for each identifier", () => {
    const { record, zoneId, account } = setting();
    expect(record("blue", weighted("blue"))).to.deep.equal([]);
    expect(record("green", weighted("green"))).to.deep.equal([]);
    expect(record("again", weighted("green"))).to.deep.equal([
      `name: InvalidChangeBatch: Tried to create resource record set [name='${NAME}.', type='A', set identifier='green'] but it already exists`,
    ]);
    expect(account.read(T.Record, `${zoneId}_${NAME}_A_blue`)).to.deep.include(weighted("blue"));
  });

  it("has one policy", () => {
    const { record } = setting();
    expect(record("blue", weighted("blue"))).to.deep.equal([]);
    expect(record("near", failover("near", "PRIMARY"))).to.deep.equal([
      `name: ${SET}, SetIdentifier near cannot be created as a non-failover set exists with the same name and type.`,
    ]);
    expect(record("east", latency("east", "us-east-1"))).to.deep.equal([
      `name: ${SET}, SetIdentifier east cannot be created as a non-latency set exists with the same name and type.`,
    ]);
    expect(record("simple", {})).to.deep.equal([
      `name: ${SET} cannot be created as other RRSets exist with the same name and type.`,
    ]);
    expect(record("six", { ...weighted("blue"), type: "AAAA" })).to.deep.equal([]);
  });

  it("is not made beside a simple record", () => {
    const { record } = setting();
    expect(record("simple", {})).to.deep.equal([]);
    expect(record("blue", weighted("blue"))).to.deep.equal([
      `name: ${SET}, SetIdentifier blue cannot be created as a non-weighted set exists with the same name and type.`,
    ]);
  });

  it("has one primary and one secondary, which change places only through what they lead to", () => {
    const { account, record, full, zoneId } = setting();
    expect(record("near", failover("near", "PRIMARY"))).to.deep.equal([]);
    expect(record("far", failover("far", "SECONDARY"))).to.deep.equal([]);
    const taken = (key: string, role: string) =>
      `failoverRoutingPolicies: ${SET}, SetIdentifier ${key} cannot be created as a ${role} set exists with the same name and type.`;
    expect(record("other", failover("other", "PRIMARY"))).to.deep.equal([taken("other", "PRIMARY")]);
    const id = `${zoneId}_${NAME}_A_near`;
    const change = (given: Properties) => () => account.update(T.Record, "near", id, full(given));
    expect(change(failover("near", "SECONDARY"))).to.throw(taken("near", "SECONDARY"));
    expect(change({ ...failover("near", "PRIMARY"), healthCheckId: undefined })).to.not.throw();
  });

  it("has one record of a Region by latency", () => {
    const { record } = setting();
    expect(record("east", latency("east", "us-east-1"))).to.deep.equal([]);
    expect(record("west", latency("west", "us-west-2"))).to.deep.equal([]);
    expect(record("again", latency("again", "us-east-1"))).to.deep.equal([
      `latencyRoutingPolicies: ${SET}, SetIdentifier again cannot be created as a latency set of region us-east-1 exists with the same name and type.`,
    ]);
  });

  it("has at most a hundred records by weight", () => {
    const { record } = setting();
    for (let index = 0; index < 100; index++) expect(record(`r${index}`, weighted(`r${index}`))).to.deep.equal([]);
    expect(record("r100", weighted("r100"))).to.deep.equal([
      `weightedRoutingPolicies: ${SET}, SetIdentifier r100 would be one of 101 sets, more than 100`,
    ]);
  });

  it("needs an identifier, and an identifier needs a policy", () => {
    const { record } = setting();
    expect(record("a", { weightedRoutingPolicies: [{ weight: 1 }] })).to.deep.equal([
      "setIdentifier: must be given with weightedRoutingPolicies",
    ]);
    expect(record("b", { setIdentifier: "b" })).to.deep.equal([
      `setIdentifier: InvalidInput: Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none in Change with [Action=CREATE, Name=${NAME}, Type=A, SetIdentifier=b]`,
    ]);
    expect(record("c", { ...weighted("c"), ...failover("c", "PRIMARY") })).to.deep.equal([
      "failoverRoutingPolicies: conflicts with weightedRoutingPolicies",
    ]);
    expect(record("d", weighted("x".repeat(129)))).to.deep.equal([
      "setIdentifier: expected length to be in the range (1 - 128), got 129",
    ]);
  });

  it("refuses a weight, a role and a Region that are none", () => {
    const { record } = setting();
    expect(record("a", weighted("a", 256))).to.deep.equal([
      "weightedRoutingPolicies: InvalidInput: weight 256 is not a whole number from 0 to 255",
    ]);
    expect(record("b", { setIdentifier: "b", weightedRoutingPolicies: [{}] })).to.deep.equal([
      'weightedRoutingPolicies: Missing required argument "weight"',
    ]);
    expect(record("c", failover("c", "TERTIARY"))).to.deep.equal([
      'failoverRoutingPolicies: expected type to be one of ["PRIMARY" "SECONDARY"], got TERTIARY',
    ]);
    expect(record("d", { setIdentifier: "d", failoverRoutingPolicies: [{}] })).to.deep.equal([
      'failoverRoutingPolicies: Missing required argument "type"',
    ]);
    expect(record("e", { setIdentifier: "e", latencyRoutingPolicies: [{}] })).to.deep.equal([
      'latencyRoutingPolicies: Missing required argument "region"',
    ]);
    const aliases = [{ ...ALIASES[0], evaluateTargetHealth: false }];
    expect(record("f", { ...failover("f", "PRIMARY"), aliases })).to.deep.equal([
      "aliases: InvalidInput: a failover alias must have evaluateTargetHealth set to true",
    ]);
  });

  it("is led to by aliases of its zone only once it is there", () => {
    const { record, zoneId } = setting();
    const aliases = [{ name: `weighted.${NAME}`, zoneId, evaluateTargetHealth: true }];
    expect(record("name", { aliases })).to.deep.equal([
      `aliases: InvalidChangeBatch: Tried to create an alias that targets weighted.${NAME}., type A in zone ${zoneId}, but that target was not found`,
    ]);
    expect(record("six", { ...weighted("six"), name: `weighted.${NAME}`, type: "AAAA" })).to.deep.equal([]);
    expect(record("name", { aliases })).to.have.lengthOf(1);
    expect(record("four", { ...weighted("four"), name: `weighted.${NAME}` })).to.deep.equal([]);
    expect(record("name", { aliases })).to.deep.equal([]);
  });

  it("follows health checks that there are", () => {
    const { account, record } = setting();
    const check = account.make(T.HealthCheck, "near", { type: "TCP", fqdn: "example.com", port: 443 });
    expect(record("a", { ...weighted("a"), healthCheckId: check.id })).to.deep.equal([]);
    expect(record("b", { ...weighted("b"), healthCheckId: "none" })).to.deep.equal([
      "healthCheckId: NoSuchHealthCheck: A health check with id none does not exist.",
    ]);
  });
});
