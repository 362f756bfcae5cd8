import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConsumerEndpoint } from "../../components";
import { CONSUMER_ENDPOINT, connect, inNetwork, SERVICE, type Settings } from "../support/consumer";
import { withMocks } from "../support/mocks";
import { rawNetwork } from "../support/raw-network";
import { refusalOf } from "../support/refusal";

function failure(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("ConsumerEndpoint refuses", () => {
  const MISMATCH =
    '["use1-az4"] has no Availability Zone in common with the service, which is in use1-az1, use1-az2, use1-az6; add a subnet in one of the service\'s Availability Zones, compared by AZ id.';

  it("subnets of which none is in a zone of the service, before any child when the zones are given", async () => {
    const byZone = { vpcId: "vpc-0123456789abcdef0", subnetIdsByZone: { "use1-az4": "subnet-0123456789abcdef0" } };
    const { message, count } = await refusalOf(() => new ConsumerEndpoint("client", { service: SERVICE, ...byZone }));
    expect(message).to.equal(`ConsumerEndpoint "client" cannot be created. subnetIdsByZone: ${MISMATCH}`);
    expect(count).to.deep.equal({ [CONSUMER_ENDPOINT]: 1 });
  });

  it("the same when only the service's name is known later", async () => {
    const service = { ...SERVICE, serviceName: pulumi.output(SERVICE.serviceName) };
    const byZone = { vpcId: "vpc-0123456789abcdef0", subnetIdsByZone: { "use1-az4": "subnet-0123456789abcdef0" } };
    const { message, count } = await refusalOf(() => new ConsumerEndpoint("client", { service, ...byZone }));
    expect(message).to.equal(`ConsumerEndpoint "client" cannot be created. subnetIdsByZone: ${MISMATCH}`);
    expect(count).to.deep.equal({ [CONSUMER_ENDPOINT]: 1 });
  });

  it("the same with the same message when the zones are looked up", async () => {
    const run = withMocks(() => {
      const { vpcId, subnetIds } = rawNetwork("net", ["use1-az4"]);
      return new ConsumerEndpoint("client", { service: SERVICE, vpcId, subnetIds: Object.values(subnetIds) });
    });
    expect(await failure(run)).to.include(`ConsumerEndpoint "client" cannot be created. subnetIds: ${MISMATCH}`);
  });

  it("the same when the service's zones are known only later", async () => {
    const service = { ...SERVICE, availabilityZoneIds: pulumi.output(["use1-az5"]) };
    const run = withMocks(() => {
      const network = rawNetwork("net", ["use1-az4"]);
      return new ConsumerEndpoint("client", inNetwork(network, { service, subnetIdsByZone: network.subnetIds }));
    });
    expect(await failure(run)).to.include(
      'ConsumerEndpoint "client" cannot be created. subnetIdsByZone: ["use1-az4"] has no Availability Zone in common with the service, which is in use1-az5;',
    );
  });

  it("a service in another Region that is not named", async () => {
    const run = withMocks(
      () => {
        const network = rawNetwork("net", ["usw2-az1"]);
        return new ConsumerEndpoint("client", inNetwork(network, {}));
      },
      { region: "us-west-2" },
    );
    expect(await failure(run)).to.include(
      'serviceRegion: (missing) is needed: the service is in us-east-1, the endpoint in us-west-2; set it to "us-east-1".',
    );
  });

  it("a private name of a service that has none, when that is known only later", async () => {
    const service = { ...SERVICE, privateDnsName: pulumi.output(undefined) };
    expect(await failure(connect({ service, dns: "privateName" }))).to.include(
      'service.privateDnsName: (missing) is needed for dns "privateName", and this service has none; use dns "privateZone".',
    );
  });

  it("everything that is wrong with plain args at once, before it registers a child", async () => {
    const { message, count } = await refusalOf(
      () =>
        new ConsumerEndpoint("client", {
          service: {
            serviceName: "com.amazonaws.us-east-1.s3",
            availabilityZoneIds: ["use1-az1"],
            ports: [{ name: "api", port: 3000, protocol: "HTTP" }],
          },
          vpcId: "vpc-0123456789abcdef0",
          clientCidrs: ["10.0.0.1/16"],
          addresses: { "use1-az1": { ipv6: "2001:db8::1" } },
          privateDnsReady: true,
        }),
    );
    expect(message).to.equal(
      [
        'ConsumerEndpoint "client" cannot be created.',
        "subnetIds: (missing) is needed, or subnetIdsByZone; give exactly one of the two.",
        "zoneName: (missing) is needed, because the service has no name to derive it from; use one such as orders.endpoints.internal.",
        'privateDnsReady: true has no meaning with dns "privateZone"; leave it out, or use dns "privateName".',
        'addresses["use1-az1"].ipv4: (missing) is needed: AWS wants an address of each family of an endpoint of type ipv4; give an unused address of the subnet, such as 10.0.1.10.',
        'addresses["use1-az1"].ipv6: "2001:db8::1" does not fit an endpoint of type ipv4; leave it out, or set ipAddressType to "dualstack".',
        'service.serviceName: "com.amazonaws.us-east-1.s3" is not the name of an endpoint service; use the provider\'s serviceName, com.amazonaws.vpce.<region>.vpce-svc-<id>.',
        'service.ports[0].protocol: "HTTP" is not one of TCP, TLS, UDP, TCP_UDP; use the protocol of the listener.',
        'clientCidrs[0]: "10.0.0.1/16" is not written as AWS stores it; use 10.0.0.0/16.',
      ].join(" "),
    );
    expect(count).to.deep.equal({ [CONSUMER_ENDPOINT]: 1 });
  });

  it("settings that do not go together", async () => {
    const refused = async (settings: Settings) => {
      const base = { service: SERVICE, vpcId: "vpc-0123456789abcdef0" };
      const { message } = await refusalOf(() => new ConsumerEndpoint("client", { ...base, ...settings }));
      return message.replace('ConsumerEndpoint "client" cannot be created. ', "");
    };
    const subnetIdsByZone = { "use1-az1": "subnet-0123456789abcdef0" };
    expect(await refused({ subnetIdsByZone, subnetIds: [] })).to.equal(
      'subnetIds: "subnetIds and subnetIdsByZone" are two answers to one question; give exactly one of the two.',
    );
    expect(await refused({ subnetIdsByZone, dns: "none", zoneName: "a.example" })).to.equal(
      'zoneName: "a.example" has no meaning with dns "none"; leave it out, or use dns "privateZone".',
    );
    expect(await refused({ subnetIdsByZone, clientCidrs: [] })).to.equal(
      "clientCidrs: [] admits no client to the endpoint; name clients, or leave clientCidrs and clientSecurityGroupIds out to admit the whole VPC.",
    );
    expect(await refused({ subnetIdsByZone, ipAddressType: "dualstack" })).to.equal(
      'ipAddressType: "dualstack" needs a service that accepts ipv6; this one accepts ipv4 only; use "ipv4".',
    );
    expect(await refused({ subnetIdsByZone, dns: "public" as "none" })).to.equal(
      'dns: "public" is unknown; use one of privateZone, privateName, none.',
    );
  });
});
