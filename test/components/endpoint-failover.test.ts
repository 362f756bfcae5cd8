import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { EndpointFailover } from "../../components";
import { F, T } from "../../sandbox/tokens";
import {
  alias,
  around,
  DNS_NAME,
  ENDPOINT_FAILOVER,
  type FailoverRun,
  type FailoverSettings,
  failover,
  healthCheck,
  PROBED,
  rawEndpoint,
  recordsOf,
  toSet,
} from "../support/failover";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";

const FAR_NAME = "vpce-0fedcba9876543210-aaaaaaaa.vpce-svc-0123456789abcdef0.us-west-2.vpce.amazonaws.com";
const FAR_ZONE = "Z1YSA3EXCYUU9Z";

describe("EndpointFailover", () => {
  describe("by weights", () => {
    const weightsOf = (run: FailoverRun) =>
      Object.fromEntries(
        run
          .byType(T.Record)
          .filter(({ inputs }) => inputs.setIdentifier !== undefined)
          .map(({ inputs }) => [inputs.setIdentifier, inputs.weightedRoutingPolicies]),
      );

    it("has a record for each endpoint, which is identified by its key", async () => {
      const run = await failover(
        { blue: PROBED, green: {} },
        { routing: "weighted", weights: { blue: 255, green: 0 } },
      );
      expect(run.count()).to.deep.equal({
        ...around(2),
        [ENDPOINT_FAILOVER]: 1,
        [T.Zone]: 1,
        [T.MetricAlarm]: 1,
        [T.HealthCheck]: 1,
        [T.Record]: 3,
      });
      const zoneId = run.named("fo-zone").id;
      expect(recordsOf(run)).to.deep.equal({
        "fo-weighted-blue-a": {
          zoneId,
          name: `weighted.${DNS_NAME}`,
          type: "A",
          setIdentifier: "blue",
          weightedRoutingPolicies: [{ weight: 255 }],
          aliases: alias(run, "blue"),
          healthCheckId: healthCheck(run, "fo-probe-blue").id,
        },
        "fo-weighted-green-a": {
          zoneId,
          name: `weighted.${DNS_NAME}`,
          type: "A",
          setIdentifier: "green",
          weightedRoutingPolicies: [{ weight: 0 }],
          aliases: alias(run, "green"),
        },
        "fo-a": { zoneId, name: DNS_NAME, type: "A", aliases: toSet(run, "weighted") },
      });
      expect(await promiseOf(pulumi.output(run.result.weights))).to.deep.equal({ blue: 255, green: 0 });
    });

    it("shares equally unless told otherwise", async () => {
      expect(weightsOf(await failover({ a: {}, b: {}, c: {} }, { routing: "weighted" }))).to.deep.equal({
        a: [{ weight: 1 }],
        b: [{ weight: 1 }],
        c: [{ weight: 1 }],
      });
    });

    it("moves a percentage to one endpoint and leaves the rest as it was among the others", async () => {
      const run = await failover(
        { a: {}, b: {}, c: {} },
        { routing: "weighted", weights: { a: 3, b: 1, c: 0 }, shift: { to: "c", percent: 20 } },
      );
      expect(weightsOf(run)).to.deep.equal({ a: [{ weight: 60 }], b: [{ weight: 20 }], c: [{ weight: 20 }] });
      expect(await promiseOf(pulumi.output(run.result.weights))).to.deep.equal({ a: 60, b: 20, c: 20 });
    });
  });

  it("by latency has a record for the Region of each endpoint, where its alarm is too", async () => {
    const run = await failover(
      { east: { ...PROBED, region: "us-east-1" }, west: { ...PROBED, region: "us-west-2" } },
      { routing: "latency" },
    );
    const zoneId = run.named("fo-zone").id;
    const record = (key: string, region: string) => ({
      zoneId,
      name: `latency.${DNS_NAME}`,
      type: "A",
      setIdentifier: key,
      latencyRoutingPolicies: [{ region }],
      aliases: alias(run, key),
      healthCheckId: healthCheck(run, `fo-probe-${key}`).id,
    });
    expect(recordsOf(run)).to.deep.equal({
      "fo-latency-east-a": record("east", "us-east-1"),
      "fo-latency-west-a": record("west", "us-west-2"),
      "fo-a": { zoneId, name: DNS_NAME, type: "A", aliases: toSet(run, "latency") },
    });
    expect(alias(run, "west")[0]?.name).to.match(/\.us-west-2\.vpce\.amazonaws\.com$/);
    expect(run.byType(T.MetricAlarm).map(({ outputs }) => outputs.region)).to.deep.equal(["us-east-1", "us-west-2"]);
    expect(run.result.weights).to.equal(undefined);
  });

  it("looks up an endpoint by its id in its Region, and none whose name is given", async () => {
    const run = await failover({ near: {}, far: { region: "us-west-2" } }, { routing: "weighted" });
    expect(run.calls.map(({ token, args }) => ({ token, ...args }))).to.deep.equal([
      { token: F.getVpcEndpoint, id: run.byType(T.VpcEndpoint)[0]?.id },
      { token: F.getVpcEndpoint, id: run.byType(T.VpcEndpoint)[1]?.id, region: "us-west-2" },
    ]);
    const named = await failover(
      { near: {}, far: { endpointId: undefined, dnsName: FAR_NAME, hostedZoneId: FAR_ZONE } },
      { routing: "weighted" },
    );
    expect(named.calls.map(({ token }) => token)).to.deep.equal([F.getVpcEndpoint]);
    expect(recordsOf(named)["fo-weighted-far-a"]?.aliases).to.deep.equal([
      { name: FAR_NAME, zoneId: FAR_ZONE, evaluateTargetHealth: true },
    ]);
  });

  it("answers in both families when the endpoints are dualstack", async () => {
    const run = await failover({ a: {}, b: {} }, { routing: "weighted", ipAddressType: "dualstack" });
    const types = run.byType(T.Record).map(({ name, inputs }) => `${name} ${inputs.type}`);
    expect(types.sort()).to.deep.equal([
      "fo-a A",
      "fo-aaaa AAAA",
      "fo-weighted-a-a A",
      "fo-weighted-a-aaaa AAAA",
      "fo-weighted-b-a A",
      "fo-weighted-b-aaaa AAAA",
    ]);
  });

  it("may be in a zone that is there already, which is left alone", async () => {
    const hostedZoneId = "Z0123456789ABCDEFGHIJ";
    const run = await failover({ a: {}, b: {} }, { routing: "weighted", hostedZoneId });
    expect(run.byType(T.Zone)).to.deep.equal([]);
    expect(run.byType(T.Record).map(({ inputs }) => inputs.zoneId)).to.deep.equal([
      hostedZoneId,
      hostedZoneId,
      hostedZoneId,
    ]);
    expect(await promiseOf(run.result.zoneId)).to.equal(hostedZoneId);
  });

  it("may be a name within a zone above it, of VPCs in several Regions", async () => {
    const run = await withMocks(() => {
      const east = rawNetwork("east", []).vpcId;
      const west = rawNetwork("west", [], { region: "us-west-2" }).vpcId;
      const zone = {
        name: pulumi.output("corp.internal"),
        vpcs: [{ vpcId: east }, { vpcId: west, region: "us-west-2" }],
      };
      const endpoints = { a: { endpointId: rawEndpoint("a") }, b: { endpointId: rawEndpoint("b") } };
      return new EndpointFailover("fo", { dnsName: DNS_NAME, zone, routing: "weighted", endpoints });
    });
    expect(run.named("fo-zone").inputs).to.deep.include({
      name: "corp.internal",
      vpcs: [{ vpcId: run.named("east").id }, { vpcId: run.named("west").id, vpcRegion: "us-west-2" }],
    });
    expect(run.named("fo-a").inputs.name).to.equal(DNS_NAME);
    expect(await promiseOf(run.result.dnsName)).to.equal(DNS_NAME);
  });

  it("has the same children and inputs when everything that may be is known only later", async () => {
    const settings: FailoverSettings = { routing: "failover", order: ["near", "far"], displayName: "orders" };
    const plain = await failover({ near: PROBED, far: {} }, settings);
    const later = await failover({ near: PROBED, far: {} }, { ...settings, dnsName: pulumi.output(DNS_NAME) });
    expect(later.count()).to.deep.equal(plain.count());
    expect(recordsOf(later)).to.deep.equal(recordsOf(plain));
    expect(later.named("fo-zone").inputs).to.deep.equal(plain.named("fo-zone").inputs);
  });

  it("says in its outputs what clients and operators need", async () => {
    const run = await failover({ near: PROBED, far: {} }, { routing: "failover", order: ["near", "far"] });
    expect(run.one(ENDPOINT_FAILOVER).outputs).to.deep.equal({
      dnsName: DNS_NAME,
      zoneId: run.named("fo-zone").id,
      healthCheckIds: { near: healthCheck(run, "fo-probe-near").id },
    });
    expect(await promiseOf(run.result.dnsName)).to.equal(DNS_NAME);
  });
});
