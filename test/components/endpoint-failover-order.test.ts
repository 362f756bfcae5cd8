import { expect } from "chai";
import { T } from "../../sandbox/tokens";
import {
  alias,
  around,
  DNS_NAME,
  ENDPOINT_FAILOVER,
  failover,
  healthCheck,
  PROBED,
  recordsOf,
  toSet,
} from "../support/failover";
import { promiseOf } from "../support/promise-of";

describe("EndpointFailover by failover", () => {
  const two = () =>
    failover({ near: PROBED, far: PROBED }, { routing: "failover", order: ["near", "far"], tags: { team: "shop" } });

  it("is a zone, an alarm and a health check for each endpoint, a pair of records and the name", async () => {
    const run = await two();
    expect(run.count()).to.deep.equal({
      ...around(2),
      [ENDPOINT_FAILOVER]: 1,
      [T.Zone]: 1,
      [T.MetricAlarm]: 2,
      [T.HealthCheck]: 2,
      [T.Record]: 3,
    });
    const component = run.one(ENDPOINT_FAILOVER);
    const children = run.resources.filter(({ parent }) => parent === component.urn);
    expect(children.map(({ type, name }) => `${type} ${name}`).sort()).to.deep.equal(
      [
        `${T.Zone} fo-zone`,
        `${T.MetricAlarm} fo-probe-near`,
        `${T.MetricAlarm} fo-probe-far`,
        `${T.HealthCheck} fo-probe-near`,
        `${T.HealthCheck} fo-probe-far`,
        `${T.Record} fo-failover-primary-a`,
        `${T.Record} fo-failover-secondary-a`,
        `${T.Record} fo-a`,
      ].sort(),
    );
    expect(run.named("fo-zone").inputs).to.deep.equal({
      name: DNS_NAME,
      comment: "Names endpoints that take each other's place",
      vpcs: [{ vpcId: run.named("clients").id }],
      tags: { team: "shop", Name: "fo-zone" },
    });
  });

  it("has the first choice as primary and the second as secondary, below the name that leads to both", async () => {
    const run = await two();
    const zoneId = run.named("fo-zone").id;
    expect(recordsOf(run)).to.deep.equal({
      "fo-failover-primary-a": {
        zoneId,
        name: `failover.${DNS_NAME}`,
        type: "A",
        setIdentifier: "primary",
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
        aliases: alias(run, "near"),
        healthCheckId: healthCheck(run, "fo-probe-near").id,
      },
      "fo-failover-secondary-a": {
        zoneId,
        name: `failover.${DNS_NAME}`,
        type: "A",
        setIdentifier: "secondary",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
        aliases: alias(run, "far"),
        healthCheckId: healthCheck(run, "fo-probe-far").id,
      },
      "fo-a": { zoneId, name: DNS_NAME, type: "A", aliases: toSet(run, "failover") },
    });
  });

  it("goes by the order alone, and needs no health of the last", async () => {
    const run = await failover({ far: {}, near: PROBED }, { routing: "failover", order: ["near", "far"] });
    const { "fo-failover-primary-a": primary, "fo-failover-secondary-a": secondary } = recordsOf(run);
    expect(primary?.aliases).to.deep.equal(alias(run, "near"));
    expect(secondary?.aliases).to.deep.equal(alias(run, "far"));
    expect(secondary).to.not.have.property("healthCheckId");
    expect(run.byType(T.HealthCheck).map(({ name }) => name)).to.deep.equal(["fo-probe-near"]);
    expect(await promiseOf(run.result.healthCheckIds)).to.deep.equal({ near: healthCheck(run, "fo-probe-near").id });
  });

  it("of three endpoints has a second pair of records, which the first one's secondary leads to", async () => {
    const run = await failover({ a: PROBED, b: PROBED, c: {} }, { routing: "failover", order: ["a", "b", "c"] });
    const leads = Object.fromEntries(
      Object.entries(recordsOf(run)).map(([name, { name: of, aliases, healthCheckId }]) => [
        name,
        { of, aliases, healthCheckId },
      ]),
    );
    const set = (name: string) => `${name}.${DNS_NAME}`;
    const ofA = healthCheck(run, "fo-probe-a").id;
    const ofB = healthCheck(run, "fo-probe-b").id;
    expect(leads).to.deep.equal({
      "fo-failover-2-primary-a": { of: set("failover-2"), aliases: alias(run, "b"), healthCheckId: ofB },
      "fo-failover-2-secondary-a": { of: set("failover-2"), aliases: alias(run, "c"), healthCheckId: undefined },
      "fo-failover-primary-a": { of: set("failover"), aliases: alias(run, "a"), healthCheckId: ofA },
      "fo-failover-secondary-a": {
        of: set("failover"),
        aliases: toSet(run, "failover-2"),
        healthCheckId: undefined,
      },
      "fo-a": { of: DNS_NAME, aliases: toSet(run, "failover"), healthCheckId: undefined },
    });
  });
});
