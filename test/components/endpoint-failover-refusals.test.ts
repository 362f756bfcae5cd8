import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { EndpointFailover, type EndpointFailoverArgs } from "../../components";
import { T } from "../../sandbox/tokens";
import {
  DNS_NAME,
  ENDPOINT_FAILOVER,
  type FailoverSettings,
  failover,
  PROBE,
  PROBED,
  rawEndpoint,
} from "../support/failover";
import { withMocks } from "../support/mocks";
import { rawNetwork } from "../support/raw-network";
import { refusalOf } from "../support/refusal";

const NEAR = { endpointId: "vpce-0123456789abcdef0", health: { probe: PROBE } };
const FAR = { endpointId: "vpce-0fedcba9876543210" };
const GOOD: EndpointFailoverArgs = {
  dnsName: DNS_NAME,
  zone: { vpcs: [{ vpcId: "vpc-0123456789abcdef0" }] },
  routing: "failover",
  order: ["near", "far"],
  endpoints: { near: NEAR, far: FAR },
};

/** What is said of args that differ from good ones, before any child. */
async function refused(change: Partial<EndpointFailoverArgs>): Promise<string> {
  const { message, count } = await refusalOf(() => new EndpointFailover("fo", { ...GOOD, ...change }));
  expect(count).to.deep.equal({ [ENDPOINT_FAILOVER]: 1 });
  const prefix = 'EndpointFailover "fo" cannot be created. ';
  expect(message.startsWith(prefix), message).to.equal(true);
  return message.slice(prefix.length);
}

function failure(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("EndpointFailover refuses", () => {
  it("a first choice whose health nobody knows", async () => {
    const { endpointId } = NEAR;
    expect(await refused({ endpoints: { near: { endpointId }, far: FAR } })).to.equal(
      "endpoints.near.health: (missing) is needed, because Route 53 never leaves an endpoint whose health it does not know; give a probe, traffic or an alarm; only the last in the order needs none.",
    );
  });

  it("everything that is wrong with plain args at once", async () => {
    const message = await refused({
      dnsName: "Orders.corp.internal",
      zone: undefined,
      hostedZoneId: "/hostedzone/Z1",
      order: ["near"],
      endpoints: {
        near: { ...NEAR, endpointId: "vpce-1", region: "us-esat-1" },
        far: { dnsName: "orders.example.com", hostedZoneId: "zone", health: { alarmTopicArns: ["topic"] } },
      },
      weights: { near: 1, far: 1 },
    });
    expect(message.split(/(?<=\.) (?=[a-zA-Z]+[.:[])/)).to.deep.equal([
      'endpoints.near.region: "us-esat-1" is not a commercial AWS Region; use "us-east-1".',
      'order: ["near"] leaves out far; add far where it belongs, or remove it from endpoints.',
      'weights: {"near":1,"far":1} has no meaning with routing "failover"; leave it out, or use routing "weighted".',
      'endpoints.near.endpointId: "vpce-1" is not the id of a VPC endpoint; use one such as vpce-0123456789abcdef0.',
      'endpoints.far.dnsName: "orders.example.com" is not the DNS name of an interface endpoint; use the endpoint\'s own name, vpce-<id>-<hash>.vpce-svc-<id>.<region>.vpce.amazonaws.com.',
      'endpoints.far.hostedZoneId: "zone" is not the id of a hosted zone; use the id that Route 53 shows, such as Z0123456789ABCDEFGHIJ, without /hostedzone/.',
      'endpoints.far.health: {"alarmTopicArns":["topic"]} says nothing of the endpoint\'s health; give a probe, traffic or an alarm, or leave health out.',
      "endpoints.far.health.alarmTopicArns: 1 is of alarms that are made here, and there are none without a probe or traffic; leave it out, or give the topics to the alarm itself.",
      'endpoints.far.health.alarmTopicArns[0]: "topic" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.',
      'hostedZoneId: "/hostedzone/Z1" is not the id of a hosted zone; use the id that Route 53 shows, such as Z0123456789ABCDEFGHIJ, without /hostedzone/.',
      'dnsName: "Orders.corp.internal" has capital letters; write it as orders.corp.internal.',
    ]);
  });

  it("an address family, a VPC and a Region that there are not", async () => {
    expect(
      await refused({
        ipAddressType: "ipv5" as "ipv4",
        zone: { name: "internal", vpcs: [{ vpcId: "vpc-1", region: "us-east-9" }] },
      }),
    ).to.equal(
      'ipAddressType: "ipv5" is unknown; use one of ipv4, dualstack, ipv6. ' +
        'zone.vpcs[0].vpcId: "vpc-1" is not the id of a VPC; use one such as vpc-0123456789abcdef0. ' +
        'zone.vpcs[0].region: "us-east-9" is not a commercial AWS Region; use "us-east-1". ' +
        'zone.name: "internal" is not a fully qualified DNS name; use a name such as orders.endpoints.internal.',
    );
  });

  it("a name outside of its zone, plain and when it is known only later, with the same words", async () => {
    const words =
      'dnsName: "orders.corp.internal" is not in the zone shop.corp.internal; use shop.corp.internal or a name that ends in .shop.corp.internal.';
    const vpcs = [{ vpcId: "vpc-0123456789abcdef0" }];
    expect(await refused({ zone: { name: "shop.corp.internal", vpcs } })).to.equal(words);
    const later = withMocks(() => {
      const zone = { name: pulumi.output("shop.corp.internal"), vpcs: [{ vpcId: rawNetwork("clients", []).vpcId }] };
      const endpoints = { a: { endpointId: rawEndpoint("a") }, b: { endpointId: rawEndpoint("b") } };
      return new EndpointFailover("fo", { dnsName: DNS_NAME, zone, routing: "weighted", endpoints });
    });
    expect(await failure(later)).to.include(`EndpointFailover "fo" cannot be created. ${words}`);
  });

  it("a name and an id that are known only later, with the same words", async () => {
    const two: FailoverSettings = { routing: "failover", order: ["a", "b"] };
    expect(await failure(failover({ a: PROBED, b: {} }, { ...two, dnsName: pulumi.output("orders") }))).to.include(
      'EndpointFailover "fo" cannot be created. dnsName: "orders" is not a fully qualified DNS name; use a name such as orders.endpoints.internal.',
    );
    const endpoints = { a: { ...PROBED, endpointId: pulumi.output("vpce-1") }, b: {} };
    expect(await failure(failover(endpoints, two))).to.include(
      'EndpointFailover "fo" cannot be created. endpoints.a.endpointId: "vpce-1" is not the id of a VPC endpoint; use one such as vpce-0123456789abcdef0.',
    );
    const alarm = { name: pulumi.output("arn:aws:cloudwatch:us-east-1:123456789012:alarm:near") };
    expect(await failure(failover({ a: { health: { alarm } }, b: {} }, two))).to.include(
      'endpoints.a.health.alarm.name: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:near" is not the name of an alarm, 1 to 255 characters; use its name, not its ARN.',
    );
  });

  it("nothing of good args", async () => {
    const run = await failover({ near: PROBED, far: {} }, { routing: "failover", order: ["near", "far"] });
    expect(run.byType(T.Record)).to.have.lengthOf(3);
  });
});
