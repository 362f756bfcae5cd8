import { expect } from "chai";
import { F, T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

const TYPE_FILTER = { name: "zone-type", values: ["availability-zone"] };

function call(token: string, args: Properties = {}, account = new TestAccount()): Properties {
  return account.cloud.invoke(token, args, account);
}

describe("looking up zones in the sandbox", () => {
  it("gives names and ids in one order, Local Zones that are opted in among them", () => {
    const { names, zoneIds, id } = call(F.getAvailabilityZones);
    expect(id).to.equal("us-east-1");
    expect(names).to.deep.equal([
      "us-east-1-bos-1a",
      "us-east-1a",
      "us-east-1b",
      "us-east-1c",
      "us-east-1d",
      "us-east-1e",
      "us-east-1f",
    ]);
    expect(zoneIds).to.deep.equal([
      "use1-bos1-az1",
      "use1-az6",
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az3",
      "use1-az5",
    ]);
  });

  it("takes filters, exclusions and another Region", () => {
    const ids = (args: Properties) => (call(F.getAvailabilityZones, args).zoneIds as string[]).sort();
    expect(ids({ filters: [TYPE_FILTER], excludeZoneIds: ["use1-az3"], excludeNames: ["us-east-1a"] })).to.deep.equal([
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
    ]);
    expect(ids({ filters: [{ name: "zone-id", values: ["use1-az?"] }, TYPE_FILTER] })).to.have.length(6);
    expect(ids({ filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] })).to.have.length(6);
    expect(ids({ allAvailabilityZones: true })).to.have.length(9);
    expect(ids({ state: "unavailable" })).to.deep.equal([]);
    expect(ids({ region: "us-east-2" })).to.deep.equal(["use2-az1", "use2-az2", "use2-az3"]);
  });

  it("refuses a filter that EC2 does not have", () => {
    expect(() => call(F.getAvailabilityZones, { filters: [{ name: "zone", values: ["x"] }] })).to.throw(
      "InvalidParameterValue: The filter 'zone' is invalid",
    );
  });

  it("tells where an instance type is offered, by AZ id, AZ name and Region", () => {
    const offered = (locationType: string) =>
      call(F.getInstanceTypeOfferings, { locationType, filters: [{ name: "instance-type", values: ["t4g.small"] }] });
    const byId = offered("availability-zone-id");
    expect([...(byId.locations as string[])].sort()).to.deep.equal([
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
      "use1-az6",
    ]);
    expect(new Set(byId.instanceTypes as string[])).to.deep.equal(new Set(["t4g.small"]));
    expect(offered("availability-zone").locations).to.not.include("us-east-1e");
    expect(offered("region").locations).to.deep.equal(["us-east-1"]);
    const unknown = call(F.getInstanceTypeOfferings, { filters: [{ name: "instance-type", values: ["t9.small"] }] });
    expect(unknown.locations).to.deep.equal([]);
  });

  it("describes an instance type, and refuses one that there is not", () => {
    expect(call(F.getInstanceType, { instanceType: "t4g.small" })).to.deep.include({
      supportedArchitectures: ["arm64"],
      defaultVcpus: 2,
      memorySize: 2048,
    });
    expect(() => call(F.getInstanceType, { instanceType: "t9.small" })).to.throw(
      "InvalidInstanceType: The following supplied instance types do not exist: [t9.small]",
    );
  });

  it("tells Region, partition and account", () => {
    expect(call(F.getRegion)).to.include({
      region: "us-east-1",
      name: "us-east-1",
      description: "US East (N. Virginia)",
    });
    expect(call(F.getRegion, { region: "eu-west-1" }).id).to.equal("eu-west-1");
    expect(() => call(F.getRegion, {}, new TestAccount("us-east-9"))).to.throw('"us-east-9" is not a Region of AWS');
    expect(call(F.getPartition)).to.include({ partition: "aws", dnsSuffix: "amazonaws.com" });
    expect(call(F.getCallerIdentity).accountId).to.equal("123456789012");
  });
});

describe("looking up networks in the sandbox", () => {
  const account = new TestAccount();
  const net = network(account, ["use1-az1", "use1-az2"], "net", { tags: { Name: "orders-vpc" } });

  it("finds the one VPC that fits, by id, block, tags and filters", () => {
    const ways = [{ id: net.vpc.id }, { cidrBlock: "10.0.0.0/16" }, { tags: { Name: "orders-vpc" } }];
    for (const way of ways) expect(call(F.getVpc, way, account).id).to.equal(net.vpc.id);
    const filters = [{ name: "tag:Name", values: ["orders-*"] }];
    const found = call(F.getVpc, { filters }, account);
    expect(found).to.deep.include({ id: net.vpc.id, state: "available", default: false, tags: { Name: "orders-vpc" } });
    expect(() => call(F.getVpc, { id: "vpc-0" }, account)).to.throw("no matching EC2 VPC found");
    expect(() => call(F.getVpc, { id: net.vpc.id }, account.in("us-east-2"))).to.throw("no matching EC2 VPC found");
  });

  it("finds the one subnet that fits, and refuses several", () => {
    const subnet = net.subnets[1];
    const found = call(F.getSubnet, { vpcId: net.vpc.id, availabilityZoneId: "use1-az2" }, account);
    expect(found).to.include({ id: subnet?.id, availabilityZone: "us-east-1c", availableIpAddressCount: 251 });
    const byFilter = call(F.getSubnet, { filters: [{ name: "cidr-block", values: ["10.0.1.0/24"] }] }, account);
    expect(byFilter.id).to.equal(subnet?.id);
    expect(() => call(F.getSubnet, { vpcId: net.vpc.id }, account)).to.throw(
      "multiple EC2 Subnets matched; use additional constraints to reduce matches to a single EC2 Subnet",
    );
  });

  it("gives the prefix lists of the gateway endpoints, the same id either way", () => {
    const managed = call(F.getManagedPrefixList, { name: "com.amazonaws.us-east-1.s3" });
    expect(managed).to.deep.include({ ownerId: "AWS", addressFamily: "IPv4", maxEntries: 2 });
    const listed = call(F.getPrefixList, { name: "com.amazonaws.us-east-1.s3" });
    expect(listed.id).to.equal(managed.id);
    expect(listed.cidrBlocks).to.have.length(2);
    expect(call(F.getPrefixList, { prefixListId: managed.id }).name).to.equal("com.amazonaws.us-east-1.s3");
    expect(() => call(F.getManagedPrefixList, { name: "com.amazonaws.us-east-2.s3" })).to.throw(
      "no matching managed prefix list found",
    );
    const endpoint = { vpcId: net.vpc.id, serviceName: "com.amazonaws.us-east-1.s3" };
    expect(account.make(T.VpcEndpoint, "s3", endpoint).prefixListId).to.equal(managed.id);
  });
});

describe("looking up endpoint services in the sandbox", () => {
  it("finds AWS's own, in every AZ", () => {
    const found = call(F.getVpcEndpointService, { service: "ssm", serviceType: "Interface" });
    expect(found).to.include({
      serviceName: "com.amazonaws.us-east-1.ssm",
      owner: "amazon",
      vpcEndpointPolicySupported: true,
    });
    expect(found.availabilityZones).to.have.length(6);
    expect(() => call(F.getVpcEndpointService, { service: "ssm", serviceType: "Gateway" })).to.throw(
      "no matching EC2 VPC Endpoint Service found",
    );
  });

  it("finds the account's own for its principals only, without AZs from another Region", () => {
    const account = new TestAccount();
    const nlb = balancer(account, network(account, ["use1-az1"]));
    const service = account.make(T.VpcEndpointService, "svc", {
      acceptanceRequired: true,
      networkLoadBalancerArns: [nlb.id],
    });
    const args = { serviceName: service.serviceName };
    expect(() => call(F.getVpcEndpointService, args, account)).to.throw("no matching EC2 VPC Endpoint Service found");
    account.make(T.VpcEndpointServiceAllowedPrinciple, "all", { vpcEndpointServiceId: service.id, principalArn: "*" });
    expect(call(F.getVpcEndpointService, args, account)).to.deep.include({
      serviceId: service.id,
      acceptanceRequired: true,
      availabilityZones: ["us-east-1b"],
      vpcEndpointPolicySupported: false,
    });
    const away = account.in("us-east-2");
    expect(() => call(F.getVpcEndpointService, args, away)).to.throw("no matching EC2 VPC Endpoint Service found");
    const told = call(F.getVpcEndpointService, { ...args, serviceRegions: ["us-east-1"] }, away);
    expect(told).to.deep.include({ serviceRegion: "us-east-1", region: "us-east-2", availabilityZones: [] });
  });
});

describe("looking up images and the rest in the sandbox", () => {
  it("gives the same AMI for the same question, an AMI of its Region", () => {
    const account = new TestAccount();
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const { value } = call(F.getParameter, { name }, account);
    expect(value).to.match(/^ami-[0-9a-f]{17}$/);
    expect(call(F.getParameter, { name }).value).to.equal(value);
    expect(call(F.getParameter, { name }, new TestAccount("us-east-2")).value).not.to.equal(value);
    expect(account.refusals(T.LaunchTemplate, "here", { imageId: value })).to.deep.equal([]);
    expect(account.in("us-east-2").refusals(T.LaunchTemplate, "there", { imageId: value })).to.have.length(1);
    expect(() => call(F.getParameter, { name: "/aws/service/global-infrastructure" })).to.throw(
      "ParameterNotFound: couldn't find the parameter /aws/service/global-infrastructure in us-east-1",
    );
    expect(call(F.getParameter, { name: "/orders/ami" }).arn).to.equal(
      "arn:aws:ssm:us-east-1:123456789012:parameter/orders/ami",
    );
  });

  it("finds an AMI by id in its own Region, and the account's own copies", () => {
    const account = new TestAccount();
    const copy = account.make(T.AmiCopy, "orders", {
      sourceAmiId: "ami-0123456789abcdef0",
      sourceAmiRegion: "us-west-2",
    });
    const byId = { filters: [{ name: "image-id", values: [copy.id] }] };
    expect(call(F.getAmi, byId, account).name).to.equal(copy.name);
    expect(() => call(F.getAmi, byId, account.in("us-west-2"))).to.throw("Your query returned no results.");
    expect(call(F.getAmi, { owners: ["self"], nameRegex: "^orders-" }, account).imageId).to.equal(copy.id);
    expect(() => call(F.getAmi, { owners: ["self"], nameRegex: "^none" }, account)).to.throw(
      "Your query returned no results.",
    );
    const arm = call(F.getAmi, { owners: ["amazon"], filters: [{ name: "name", values: ["al2023-ami-*-arm64"] }] });
    expect(arm.architecture).to.equal("arm64");
  });

  it("finds keys by alias, AWS's own among them, and zones by name and kind", () => {
    const account = new TestAccount();
    const key = account.make(T.Key, "k", {});
    account.make(T.Alias, "a", { name: "alias/orders", targetKeyId: key.id });
    expect(call(F.getKeyAlias, { name: "alias/orders" }, account).targetKeyArn).to.equal(key.arn);
    expect(call(F.getKeyAlias, { name: "alias/aws/ebs" }).targetKeyArn).to.match(
      /^arn:aws:kms:us-east-1:123456789012:key\//,
    );
    expect(() => call(F.getKeyAlias, { name: "alias/none" })).to.throw(
      "NotFoundException: Alias alias/none is not found.",
    );
    const { vpc } = network(account, []);
    const zone = account.make(T.Zone, "z", { name: "orders.internal", vpcs: [{ vpcId: vpc.id }] });
    expect(call(F.getZone, { name: "orders.internal.", privateZone: true }, account).zoneId).to.equal(zone.id);
    expect(call(F.getZone, { zoneId: zone.id }, account)).to.include({ privateZone: true, resourceRecordSetCount: 2 });
    expect(() => call(F.getZone, { name: "orders.internal" }, account)).to.throw(
      "no matching Route 53 Hosted Zone found",
    );
  });
});
