import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type ConsumedService, ConsumerEndpoint } from "../../components";
import { F, T } from "../../sandbox/tokens";
import { CONSUMER_ENDPOINT, CONSUMER_ZONES, connect, inNetwork, SERVICE } from "../support/consumer";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";

const AROUND = { [T.Vpc]: 1, [T.Subnet]: 3 };

describe("ConsumerEndpoint", () => {
  it("is a security group, an endpoint and a zone with an alias record", async () => {
    const run = await connect({ tags: { team: "shop" } });
    const component = run.one(CONSUMER_ENDPOINT);
    expect(run.count()).to.deep.equal({
      ...AROUND,
      [CONSUMER_ENDPOINT]: 1,
      [T.SecurityGroup]: 1,
      [T.VpcEndpoint]: 1,
      [T.Zone]: 1,
      [T.Record]: 1,
    });
    for (const name of ["client-sg", "client-endpoint", "client-zone", "client-a"]) {
      expect(run.named(name).parent, name).to.equal(component.urn);
    }
    const vpcId = run.one(T.Vpc).id;
    expect(run.named("client-sg").inputs).to.deep.equal({
      description: "Admits clients to the ports of a service over AWS PrivateLink",
      vpcId,
      ingress: [
        {
          description: "Clients of api",
          protocol: "tcp",
          fromPort: 3000,
          toPort: 3000,
          cidrBlocks: ["10.20.0.0/16"],
          ipv6CidrBlocks: [],
          securityGroups: [],
          prefixListIds: [],
        },
      ],
      tags: { team: "shop", Name: "consumer-sg" },
    });
    expect(run.named("client-endpoint").inputs).to.deep.equal({
      vpcEndpointType: "Interface",
      vpcId,
      serviceName: SERVICE.serviceName,
      subnetIds: [run.named("net-use1-az1").id, run.named("net-use1-az2").id],
      securityGroupIds: [run.named("client-sg").id],
      ipAddressType: "ipv4",
      tags: { team: "shop", Name: "client-endpoint" },
    });
    const [regional] = run.named("client-endpoint").outputs.dnsEntries as { dnsName: string; hostedZoneId: string }[];
    expect(run.named("client-zone").inputs).to.deep.equal({
      name: "orders.endpoints.internal",
      comment: "Names an endpoint of a service over AWS PrivateLink",
      vpcs: [{ vpcId }],
      tags: { team: "shop", Name: "client-zone" },
    });
    expect(run.named("client-a").inputs).to.deep.equal({
      zoneId: run.named("client-zone").id,
      name: "orders.endpoints.internal",
      type: "A",
      aliases: [{ name: regional?.dnsName, zoneId: regional?.hostedZoneId, evaluateTargetHealth: false }],
    });
  });

  it("says in its outputs how to reach the service", async () => {
    const run = await connect();
    const endpoint = run.one(T.VpcEndpoint);
    expect(run.one(CONSUMER_ENDPOINT).outputs).to.deep.equal({
      endpointId: endpoint.id,
      endpointState: "pendingAcceptance",
      dnsName: "orders.endpoints.internal",
      endpointDnsName: (endpoint.outputs.dnsEntries as { dnsName: string }[])[0]?.dnsName,
      securityGroupId: run.one(T.SecurityGroup).id,
      networkInterfaceIds: endpoint.outputs.networkInterfaceIds,
      availabilityZoneIds: ["use1-az1", "use1-az2"],
      zoneId: run.one(T.Zone).id,
      zoneAuthorizations: {},
    });
    expect(endpoint.outputs.networkInterfaceIds).to.have.lengthOf(2);
  });

  it("looks up the AZ ids of the subnets, and nothing where they are given", async () => {
    const calls = (run: Awaited<ReturnType<typeof connect>>) => run.calls.map((call) => call.token).sort();
    expect(calls(await connect())).to.deep.equal([F.getSubnet, F.getSubnet, F.getSubnet, F.getVpc, F.getRegion]);
    const byZone = await withMocks(() => {
      const network = rawNetwork("net", CONSUMER_ZONES);
      const settings = { subnetIdsByZone: network.subnetIds, clientCidrs: ["10.0.0.0/8"] };
      return new ConsumerEndpoint("client", inNetwork(network, settings));
    });
    expect(calls(byZone)).to.deep.equal([F.getRegion]);
    expect(byZone.one(T.VpcEndpoint).inputs.subnetIds).to.deep.equal([
      byZone.named("net-use1-az1").id,
      byZone.named("net-use1-az2").id,
    ]);
  });

  it("has the same children and inputs when the service is known only later", async () => {
    const plain = await connect();
    const service: ConsumedService = {
      ...SERVICE,
      serviceName: pulumi.output(SERVICE.serviceName),
      availabilityZoneIds: pulumi.output(SERVICE.availabilityZoneIds),
      ports: pulumi.output(SERVICE.ports),
      name: pulumi.output(SERVICE.name),
    };
    const later = await connect({ service });
    expect(later.count()).to.deep.equal(plain.count());
    for (const name of ["client-sg", "client-endpoint", "client-zone", "client-a"]) {
      expect(later.named(name).inputs, name).to.deep.equal(plain.named(name).inputs);
    }
  });

  describe("clients", () => {
    const sources = (run: Awaited<ReturnType<typeof connect>>) => {
      const [rule] = run.one(T.SecurityGroup).inputs.ingress as Record<string, unknown>[];
      const { cidrBlocks, ipv6CidrBlocks, securityGroups } = rule ?? {};
      return { cidrBlocks, ipv6CidrBlocks, securityGroups };
    };

    it("are the blocks that are given", async () => {
      const run = await connect({ clientCidrs: ["10.1.0.0/16", pulumi.output("2001:db8::/32")] });
      expect(sources(run)).to.deep.equal({
        cidrBlocks: ["10.1.0.0/16"],
        ipv6CidrBlocks: ["2001:db8::/32"],
        securityGroups: [],
      });
    });

    it("are only the members of the security groups that are given", async () => {
      const run = await withMocks(() => {
        const network = rawNetwork("net", CONSUMER_ZONES);
        const group = new ec2.SecurityGroup("app", { vpcId: network.vpcId });
        const component = new ConsumerEndpoint("client", inNetwork(network, { clientSecurityGroupIds: [group.id] }));
        return { component };
      });
      const [rule] = run.named("client-sg").inputs.ingress as Record<string, unknown>[];
      expect(rule).to.deep.include({ cidrBlocks: [], ipv6CidrBlocks: [], securityGroups: [run.named("app").id] });
    });

    it("are only the members of the prefix lists that are given", async () => {
      const run = await connect({ clientPrefixListIds: ["pl-0123456789abcdef0", pulumi.output("pl-01234567")] });
      const [rule] = run.named("client-sg").inputs.ingress as Record<string, unknown>[];
      expect(rule).to.deep.equal({
        description: "Clients of api",
        protocol: "tcp",
        fromPort: 3000,
        toPort: 3000,
        cidrBlocks: [],
        ipv6CidrBlocks: [],
        securityGroups: [],
        prefixListIds: ["pl-0123456789abcdef0", "pl-01234567"],
      });
    });

    it("are the VPC's IPv6 block too, where it has one", async () => {
      const run = await connect({}, { assignGeneratedIpv6CidrBlock: true });
      expect(sources(run)).to.deep.equal({
        cidrBlocks: ["10.20.0.0/16"],
        ipv6CidrBlocks: [run.one(T.Vpc).outputs.ipv6CidrBlock],
        securityGroups: [],
      });
    });
  });

  it("answers in both families when it is dualstack", async () => {
    const service = { ...SERVICE, ipAddressTypes: ["ipv4", "ipv6"] };
    const run = await connect({ service, ipAddressType: "dualstack" }, { assignGeneratedIpv6CidrBlock: true });
    const { ipAddressType, dnsOptions } = run.one(T.VpcEndpoint).inputs;
    expect({ ipAddressType, dnsOptions }).to.deep.equal({
      ipAddressType: "dualstack",
      dnsOptions: { dnsRecordIpType: "dualstack" },
    });
    const records = run.byType(T.Record).map(({ name, inputs }) => [name, inputs.type]);
    expect(Object.fromEntries(records)).to.deep.equal({ "client-a": "A", "client-aaaa": "AAAA" });
  });

  it("has fixed addresses in each of its zones", async () => {
    const run = await connect({
      addresses: { "use1-az1": { ipv4: "10.20.0.10" }, "use1-az2": { ipv4: "10.20.1.10" } },
    });
    expect(run.one(T.VpcEndpoint).inputs.subnetConfigurations).to.deep.equal([
      { subnetId: run.named("net-use1-az1").id, ipv4: "10.20.0.10" },
      { subnetId: run.named("net-use1-az2").id, ipv4: "10.20.1.10" },
    ]);
  });

  it("reaches a service in another Region from all zones that may take part", async () => {
    const run = await withMocks(
      () => {
        const network = rawNetwork("net", ["usw1-az1", "usw1-az3"]);
        const service = { ...SERVICE, supportedRegions: ["us-east-1", "us-west-1"] };
        return new ConsumerEndpoint("client", inNetwork(network, { service, serviceRegion: "us-east-1" }));
      },
      { region: "us-west-1" },
    );
    expect(run.one(T.VpcEndpoint).inputs.serviceRegion).to.equal("us-east-1");
    expect(await promiseOf(run.result.availabilityZoneIds)).to.deep.equal(["usw1-az1", "usw1-az3"]);
  });

  describe("DNS", () => {
    it("may be the endpoint's own name only", async () => {
      const run = await connect({ dns: "none" });
      expect(run.count()).to.deep.equal({
        ...AROUND,
        [CONSUMER_ENDPOINT]: 1,
        [T.SecurityGroup]: 1,
        [T.VpcEndpoint]: 1,
      });
      expect(await promiseOf(run.result.dnsName)).to.equal(await promiseOf(run.result.endpointDnsName));
    });

    it("may be a zone of another name", async () => {
      const run = await connect({ zoneName: pulumi.output("orders.corp.example"), displayName: "order-processor" });
      expect(run.one(T.Zone).inputs.name).to.equal("orders.corp.example");
      expect(run.one(T.Zone).inputs.tags).to.deep.equal({ Name: "order-processor-zone" });
      expect(await promiseOf(run.result.dnsName)).to.equal("orders.corp.example");
    });
  });
});
