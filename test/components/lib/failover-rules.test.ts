import { expect } from "chai";
import {
  checkEndpointDnsName,
  checkFailoverName,
  checkFailoverTerms,
  checkNameInZone,
  type FailoverTerms,
} from "../../../components/lib/failover-rules";
import { sentence } from "../../../components/lib/problem";

const HEALTH = {};
const GOOD: FailoverTerms = {
  routing: "failover",
  order: ["near", "far"],
  endpoints: { near: { endpointId: "vpce-1", health: HEALTH }, far: { endpointId: "vpce-2" } },
  zone: { vpcs: ["vpc"] },
};
const said = (change: Partial<FailoverTerms>) => checkFailoverTerms({ ...GOOD, ...change }).map(sentence);

describe("failover-rules", () => {
  it("admit what goes together", () => {
    expect(said({})).to.deep.equal([]);
    expect(said({ zone: undefined, hostedZoneId: "Z1" })).to.deep.equal([]);
    expect(said({ routing: "weighted", order: undefined, weights: { near: 1, far: 0 } })).to.deep.equal([]);
    const endpoints = {
      near: { endpointId: "vpce-1", region: "us-east-1" },
      far: { dnsName: "n", hostedZoneId: "Z", region: "us-west-2" },
    };
    expect(said({ routing: "latency", order: undefined, endpoints })).to.deep.equal([]);
  });

  it("refuse an unknown routing", () => {
    expect(said({ routing: "simple", order: undefined })).to.deep.equal([
      'routing: "simple" is unknown; use one of failover, weighted, latency.',
    ]);
  });

  describe("of endpoints", () => {
    it("refuse less than two, and more than Route 53 takes", () => {
      const one = { near: { endpointId: "vpce-1" } };
      expect(said({ endpoints: one, order: ["near"] })).to.deep.equal([
        'endpoints: ["near"] are 1 endpoints, and there is a choice between 2 to 100; name another one.',
      ]);
      const keys = Array.from({ length: 101 }, (_, index) => `e${index}`);
      const many = Object.fromEntries(keys.map((key) => [key, { endpointId: key }]));
      expect(said({ routing: "weighted", endpoints: many, order: undefined })[0]).to.match(
        /are 101 endpoints, and there is a choice between 2 to 100; remove some\.$/,
      );
    });

    it("refuse keys that cannot be parts of logical names", () => {
      const endpoints = { Near: { endpointId: "1" }, far: { endpointId: "2" } };
      expect(said({ routing: "weighted", endpoints, order: undefined })).to.deep.equal([
        'endpoints.Near: "Near" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
      ]);
    });

    it("refuse one that is said in two ways, in half a way, or not at all", () => {
      const endpoints = {
        a: { endpointId: "1", dnsName: "n", health: HEALTH },
        b: { dnsName: "m", health: HEALTH },
        c: { hostedZoneId: "Z", health: HEALTH },
        d: {},
      };
      const remedy = "give either endpointId, or dnsName together with hostedZoneId";
      expect(said({ endpoints, order: ["a", "b", "c", "d"] })).to.deep.equal([
        `endpoints.a: "endpointId and dnsName or hostedZoneId" are two answers to one question; ${remedy}.`,
        'endpoints.b: "dnsName" is only half of what an alias record needs; give hostedZoneId too.',
        'endpoints.c: "hostedZoneId" is only half of what an alias record needs; give dnsName too.',
        `endpoints.d: (missing) does not say which endpoint it is; ${remedy}.`,
      ]);
    });

    it("refuse the same endpoint under two keys", () => {
      const endpoints = { near: { endpointId: "vpce-1" }, far: { endpointId: "vpce-1" } };
      expect(said({ routing: "weighted", endpoints, order: undefined })).to.deep.equal([
        'endpoints.far: "far" is the same endpoint as near, and takes nobody\'s place; name another endpoint, or remove it.',
      ]);
    });

    it("refuse traffic of one that has no id", () => {
      const health = { traffic: { resets: 5 } };
      const endpoints = { near: { dnsName: "n", hostedZoneId: "Z", health }, far: { endpointId: "vpce-2" } };
      expect(said({ endpoints })).to.deep.equal([
        'endpoints.near.health.traffic: {"resets":5} is of metrics that AWS has by the endpoint\'s id, and there is none; give endpointId in place of dnsName and hostedZoneId, or use a probe.',
      ]);
    });
  });

  it("refuse two zones, none, and one without a VPC", () => {
    expect(said({ hostedZoneId: "Z1" })).to.deep.equal([
      'zone: "zone and hostedZoneId" are two answers to one question; give exactly one of the two.',
    ]);
    expect(said({ zone: undefined })).to.deep.equal([
      "zone: (missing) is needed, or hostedZoneId; give exactly one of the two.",
    ]);
    expect(said({ zone: { vpcs: [] } })).to.deep.equal([
      "zone.vpcs: [] is empty, and a private zone needs a VPC; name the VPCs of the clients.",
    ]);
  });

  describe("of the order", () => {
    it("refuse none, one with others, one twice, and one left out", () => {
      expect(said({ order: undefined })).to.deep.equal([
        'order: (missing) is needed for routing "failover", because keys of an object have no order; list near, far, the first choice first.',
      ]);
      expect(said({ order: ["near", "near", "fra"] })).to.deep.equal([
        'order[1]: "near" appears twice; remove one of them.',
        'order[2]: "fra" is not one of the endpoints; use one of near, far.',
        'order: ["near","near","fra"] leaves out far; add far where it belongs, or remove it from endpoints.',
      ]);
    });

    it("refuse each choice but the last whose health nobody knows", () => {
      const endpoints = { a: { endpointId: "1" }, b: { endpointId: "2" }, c: { endpointId: "3" } };
      const words = (key: string) =>
        `endpoints.${key}.health: (missing) is needed, because Route 53 never leaves an endpoint whose health it does not know; give a probe, traffic or an alarm; only the last in the order needs none.`;
      expect(said({ endpoints, order: ["c", "a", "b"] })).to.deep.equal([words("c"), words("a")]);
    });
  });

  it("refuse what belongs to another routing", () => {
    const shift = { to: "far", percent: 5 };
    expect(said({ shift })).to.deep.equal([
      'shift: {"to":"far","percent":5} has no meaning with routing "failover"; leave it out, or use routing "weighted".',
    ]);
    expect(said({ routing: "weighted" })).to.deep.equal([
      'order: ["near","far"] has no meaning with routing "weighted"; leave it out, or use routing "failover".',
    ]);
  });

  it("refuse latency without a Region, and two endpoints of one", () => {
    const endpoints = {
      a: { endpointId: "1" },
      b: { endpointId: "2", region: "us-east-1" },
      c: { endpointId: "3", region: "us-east-1" },
    };
    expect(said({ routing: "latency", endpoints, order: undefined })).to.deep.equal([
      'endpoints.a.region: (missing) is needed for routing "latency"; name the Region that the endpoint is in.',
      'endpoints.c.region: "us-east-1" is the Region of b too, and Route 53 takes one latency record of a Region; use routing "failover" or "weighted" within a Region.',
    ]);
  });

  it("refuse a name outside of its zone", () => {
    const words = (dnsName: string, zoneName: string) =>
      checkNameInZone({ dnsName, zoneName }, "dnsName").map(sentence);
    expect(words("a.corp.internal", "corp.internal")).to.deep.equal([]);
    expect(words("corp.internal", "corp.internal")).to.deep.equal([]);
    expect(words("acorp.internal", "corp.internal")).to.deep.equal([
      'dnsName: "acorp.internal" is not in the zone corp.internal; use corp.internal or a name that ends in .corp.internal.',
    ]);
  });

  it("refuse a name that leaves no room for the sets below it", () => {
    const name = (length: number) => `${"a.".repeat(length / 2 - 1)}aa`;
    const words = (length: number) =>
      checkFailoverName(["failover", "failover-2"])(name(length), "dnsName").map(sentence);
    expect(words(242)).to.deep.equal([]);
    expect(words(244)[0]).to.match(
      / has 244 characters, more than 242, which leaves no room for record sets below it; use a shorter name\.$/,
    );
    expect(checkFailoverName(["weighted"])("*.corp.internal", "dnsName").map(sentence)).to.deep.equal([
      'dnsName: "*.corp.internal" is not a DNS name: its label "*" is not 1 to 63 letters, digits and inner hyphens; use a name such as orders.endpoints.internal.',
    ]);
  });

  it("admit regional and zonal names of endpoints, and no others", () => {
    const words = (name: string) => checkEndpointDnsName(name, "dnsName").length;
    const tail = "vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com";
    expect(words(`vpce-0123456789abcdef0-abcdefgh.${tail}`)).to.equal(0);
    expect(words(`vpce-0123456789abcdef0-abcdefgh-us-east-1a.${tail}`)).to.equal(0);
    expect(words("vpce-0123456789abcdef0-abcdefgh.s3.us-east-1.vpce.amazonaws.com")).to.equal(0);
    expect(words(tail)).to.equal(1);
    expect(words("nlb-1.elb.us-east-1.amazonaws.com")).to.equal(1);
  });
});
