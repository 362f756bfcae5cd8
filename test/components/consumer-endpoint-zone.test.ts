import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConsumerEndpoint } from "../../components";
import { T } from "../../sandbox/tokens";
import { CONSUMER_ENDPOINT, CONSUMER_ZONES, connect, inNetwork, SERVICE, type Settings } from "../support/consumer";
import { logged } from "../support/logged";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";

const OTHERS_VPC = "vpc-0fedcba9876543210";

/** An endpoint whose zone a second VPC of the account and one of another account use. */
function shared() {
  return withMocks(() => {
    const network = rawNetwork("net", CONSUMER_ZONES);
    const reports = new ec2.Vpc("reports", { cidrBlock: "10.30.0.0/16" });
    const zoneVpcs = {
      reports: { vpcId: reports.id },
      partner: { vpcId: OTHERS_VPC, region: "us-west-2", otherAccount: true },
    };
    return new ConsumerEndpoint("client", inNetwork(network, { zoneVpcs }));
  });
}

describe("The private zone of a ConsumerEndpoint", () => {
  it("has further names, each an alias of the endpoint", async () => {
    const service = { ...SERVICE, ipAddressTypes: ["ipv4", "ipv6"], name: pulumi.output("orders") };
    const run = await connect(
      { service, ipAddressType: "dualstack", recordNames: ["api", "*.api"] },
      { assignGeneratedIpv6CidrBlock: true },
    );
    const records = run.byType(T.Record).map(({ name, inputs }) => [name, inputs.name, inputs.type]);
    expect(records).to.have.deep.members([
      ["client-a", "orders.endpoints.internal", "A"],
      ["client-aaaa", "orders.endpoints.internal", "AAAA"],
      ["client-api-a", "api.orders.endpoints.internal", "A"],
      ["client-api-aaaa", "api.orders.endpoints.internal", "AAAA"],
      ["client-*.api-a", "*.api.orders.endpoints.internal", "A"],
      ["client-*.api-aaaa", "*.api.orders.endpoints.internal", "AAAA"],
    ]);
    const [first, ...others] = run.byType(T.Record);
    for (const { inputs, parent } of others) {
      expect(inputs.aliases).to.deep.equal(first?.inputs.aliases);
      expect(parent).to.equal(run.one(CONSUMER_ENDPOINT).urn);
    }
  });

  it("is associated with further VPCs of the account, and authorized for those of others", async () => {
    const run = await shared();
    expect(run.count()).to.deep.equal({
      [T.Vpc]: 2,
      [T.Subnet]: 3,
      [CONSUMER_ENDPOINT]: 1,
      [T.SecurityGroup]: 1,
      [T.VpcEndpoint]: 1,
      [T.Zone]: 1,
      [T.Record]: 1,
      [T.ZoneAssociation]: 1,
      [T.VpcAssociationAuthorization]: 1,
    });
    const zoneId = run.one(T.Zone).id;
    const reports = { zoneId, vpcId: run.named("reports").id, vpcRegion: "us-east-1" };
    const partner = { zoneId, vpcId: OTHERS_VPC, vpcRegion: "us-west-2" };
    expect(run.named("client-zone-reports").type).to.equal(T.ZoneAssociation);
    expect(run.named("client-zone-reports").inputs).to.deep.equal(reports);
    expect(run.named("client-zone-partner").type).to.equal(T.VpcAssociationAuthorization);
    expect(run.named("client-zone-partner").inputs).to.deep.equal(partner);
    for (const name of ["client-zone-reports", "client-zone-partner"]) {
      expect(run.named(name).parent, name).to.equal(run.one(CONSUMER_ENDPOINT).urn);
    }
    expect(run.one(CONSUMER_ENDPOINT).outputs).to.deep.include({ zoneId, zoneAuthorizations: { partner } });
  });

  it("leaves associations from elsewhere alone where there can be any", async () => {
    expect((await shared()).one(T.Zone).options).to.deep.equal({ ignoreChanges: ["vpcs"] });
    expect((await connect()).one(T.Zone).options).to.deep.equal({});
  });

  describe("in front of the service's private DNS name", () => {
    const warnings = async (zoneName: pulumi.Input<string>, privateDnsName: pulumi.Input<string | undefined>) => {
      const settings: Settings = { zoneName, service: { ...SERVICE, privateDnsName } };
      return (await logged(() => connect(settings))).lines;
    };
    const warning =
      "warning: The private zone example.com answers in place of the service's private DNS name api.example.com in its " +
      "VPCs: names in it that have no record there do not resolve, and AWS refuses to turn the private name on beside " +
      'it. Choose another zoneName, or use dns "privateName".';

    it("is warned of, plain or as an Output", async () => {
      expect(await warnings("example.com", "api.example.com")).to.deep.equal([warning]);
      const later = [pulumi.output("example.com"), pulumi.output("api.example.com")] as const;
      expect(await warnings(...later)).to.deep.equal([warning]);
    });

    it("is none of another name", async () => {
      expect(await warnings("orders.internal", "api.example.com")).to.deep.equal([]);
      expect(await warnings("example.com", undefined)).to.deep.equal([]);
    });
  });

  it("is not there with another kind of name", async () => {
    const run = await connect({ dns: "none" });
    expect(run.one(CONSUMER_ENDPOINT).outputs).to.not.have.any.keys("zoneId", "zoneAuthorizations");
    expect(await promiseOf(run.result.dnsName)).to.equal(await promiseOf(run.result.endpointDnsName));
  });
});
