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
    expect(await failure(run)).to.equal(`ConsumerEndpoint "client" cannot be created. subnetIds: ${MISMATCH}`);
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

  it("an endpoint that AWS does not connect across Regions, before any child", async () => {
    const refused = async (region: string, zoneId: string, settings: Settings) => {
      const run = withMocks(
        () => {
          const { vpcId, subnetIds } = rawNetwork("net", [zoneId]);
          const serviceRegion = region === "us-east-1" ? "us-west-2" : "us-east-1";
          const serviceName = SERVICE.serviceName.replace("us-east-1", serviceRegion);
          const service = { ...SERVICE, ...settings.service, serviceName, region: serviceRegion };
          const args = { ...settings, service, serviceRegion };
          return new ConsumerEndpoint("client", { ...args, vpcId, subnetIdsByZone: subnetIds });
        },
        { region },
      );
      return failure(run);
    };
    expect(await refused("us-east-1", "use1-az3", {})).to.equal(
      'ConsumerEndpoint "client" cannot be created. subnetIdsByZone: "use1-az3" is an Availability Zone from which AWS gives no access to a service in another Region, here us-west-2; leave the subnet in use1-az3 out.',
    );
    const supportedRegions = pulumi.output(["eu-west-1", "us-east-1"]);
    expect(await refused("us-west-1", "usw1-az1", { service: { ...SERVICE, supportedRegions } })).to.equal(
      'ConsumerEndpoint "client" cannot be created. serviceRegion: "us-east-1" is the Region of a service that admits endpoints from eu-west-1, us-east-1 only, not from us-west-1; ask the provider to add us-west-1 to the service\'s supportedRegions.',
    );
    const topic = "arn:aws:sns:us-west-1:123456789012:operators";
    expect(await refused("us-west-1", "usw1-az1", { alarmTopicArns: [topic] })).to.equal(
      'ConsumerEndpoint "client" cannot be created. alarmTopicArns: "us-east-1" is another Region than the endpoint\'s, us-west-1, and AWS has no metrics of such an endpoint; leave alarmTopicArns out, and measure in the clients.',
    );
  });

  it("a wait that is no time", async () => {
    const refused = async (waitMinutes: number) => {
      const service = { ...SERVICE, privateDnsName: "api.example.com" };
      const subnetIdsByZone = { "use1-az1": "subnet-0123456789abcdef0" };
      const place = { service, vpcId: "vpc-0123456789abcdef0", subnetIdsByZone };
      const args = { ...place, dns: "privateName", acceptance: { waitMinutes } } as const;
      return (await refusalOf(() => new ConsumerEndpoint("client", args))).message;
    };
    const rule = "is not a number of minutes from 0 to 720; use one such as 10, or 0 to wait for nothing.";
    const path = 'ConsumerEndpoint "client" cannot be created. acceptance.waitMinutes:';
    expect(await refused(-1)).to.equal(`${path} -1 ${rule}`);
    expect(await refused(721)).to.equal(`${path} 721 ${rule}`);
  });

  it("flow logs of zones that are not known before the update", async () => {
    const later = { ...SERVICE, availabilityZoneIds: pulumi.output(SERVICE.availabilityZoneIds) };
    const place = { vpcId: "vpc-0123456789abcdef0", flowLogs: { retentionDays: 2 } };
    const subnetIdsByZone = { "use1-az1": "subnet-0123456789abcdef0" };
    const known =
      "flowLogs.retentionDays: 2 is not a retention that CloudWatch Logs has; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days.";
    const unknown =
      'flowLogs: {"retentionDays":2} are one for each Availability Zone, and these are known only during the update; give subnetIdsByZone, and the service\'s availabilityZoneIds as a plain list.';
    for (const [args, sentences] of [
      [{ service: SERVICE, subnetIdsByZone, subnetIds: undefined }, [known]],
      [{ service: later, subnetIdsByZone, subnetIds: undefined }, [known, unknown]],
      [{ service: SERVICE, subnetIds: ["subnet-0123456789abcdef0"] }, [known, unknown]],
    ] as const) {
      const { message, count } = await refusalOf(
        () => new ConsumerEndpoint("client", { ...place, ...args, subnetIds: args.subnetIds && [...args.subnetIds] }),
      );
      expect(message).to.equal(['ConsumerEndpoint "client" cannot be created.', ...sentences].join(" "));
      expect(count).to.deep.equal({ [CONSUMER_ENDPOINT]: 1 });
    }
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
          acceptance: { waitMinutes: 5 },
        }),
    );
    expect(message).to.equal(
      [
        'ConsumerEndpoint "client" cannot be created.',
        "subnetIds: (missing) is needed, or subnetIdsByZone; give exactly one of the two.",
        "zoneName: (missing) is needed, because the service has no name to derive it from; use one such as orders.endpoints.internal.",
        'acceptance: {"waitMinutes":5} has no meaning with dns "privateZone"; leave it out, or use dns "privateName".',
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
      "clientCidrs: [] admits no client to the endpoint; name clients, or leave clientCidrs, clientSecurityGroupIds and clientPrefixListIds out to admit the whole VPC.",
    );
    expect(await refused({ subnetIdsByZone, dns: "none", recordNames: ["api"], zoneVpcs: {} })).to.equal(
      'recordNames: ["api"] has no meaning with dns "none"; leave it out, or use dns "privateZone". zoneVpcs: [] has no meaning with dns "none"; leave it out, or use dns "privateZone".',
    );
    expect(await refused({ subnetIdsByZone, clientSecurityGroupIds: ["app"], clientPrefixListIds: ["pl-1"] })).to.equal(
      'clientSecurityGroupIds[0]: "app" is not the id of a security group; use one such as sg-0123456789abcdef0. clientPrefixListIds[0]: "pl-1" is not the id of a prefix list; use one such as pl-0123456789abcdef0.',
    );
    expect(await refused({ subnetIdsByZone, recordNames: ["api", "api", "Api"] })).to.equal(
      'recordNames[1]: "api" appears twice; remove one of them. recordNames[2]: "Api" is not a name below the zone: lowercase letters, digits and inner hyphens in labels, or * as the first; use one such as api, without the name of the zone.',
    );
    expect(await refused({ subnetIdsByZone, zoneVpcs: { "Far away": { vpcId: "far" } } })).to.equal(
      'zoneVpcs["Far away"]: "Far away" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor. zoneVpcs["Far away"].vpcId: "far" is not the id of a VPC; use one such as vpc-0123456789abcdef0.',
    );
    expect(await refused({ subnetIdsByZone, alarmTopicArns: ["topic"], alarmThresholds: { resets: -1 } })).to.equal(
      'alarmThresholds.resets: -1 is not a number of packets; use 0 or more. alarmTopicArns[0]: "topic" is not the ARN of a standard SNS topic; use one such as arn:aws:sns:us-east-1:123456789012:operators.',
    );
    expect(await refused({ subnetIdsByZone, alarmTopicArns: [], alarmThresholds: {} })).to.equal(
      "alarmTopicArns: [] is empty; leave it out, or name a topic.",
    );
    expect(await refused({ subnetIdsByZone, alarmThresholds: { resets: 5 } })).to.equal(
      'alarmThresholds: {"resets":5} is of alarms, and there are none without a topic; give alarmTopicArns too, or leave it out.',
    );
    expect(await refused({ subnetIdsByZone, ipAddressType: "dualstack" })).to.equal(
      'ipAddressType: "dualstack" needs a service that accepts ipv6; this one accepts ipv4 only; use "ipv4".',
    );
    expect(await refused({ subnetIdsByZone, dns: "public" as "none" })).to.equal(
      'dns: "public" is unknown; use one of privateZone, privateName, none.',
    );
  });
});
