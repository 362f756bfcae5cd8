import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { balancer, network, TestAccount } from "../account";

describe("a VPC in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const vpc = new TestAccount().make(T.Vpc, "a", { cidrBlock: "10.0.0.0/22", tags: { Name: "x" } });
    expect(vpc.arn).to.equal(`arn:aws:ec2:us-east-1:123456789012:vpc/${vpc.id}`);
    expect(vpc).to.include({ ownerId: "123456789012", enableDnsSupport: true, enableDnsHostnames: false });
    expect(vpc).to.include({ instanceTenancy: "default", ipv6CidrBlock: "", ipv6AssociationId: "" });
    expect(vpc.defaultSecurityGroupId).to.match(/^sg-[0-9a-f]{17}$/);
    expect(vpc.mainRouteTableId).to.equal(vpc.defaultRouteTableId);
    expect(vpc.tagsAll).to.deep.equal({ Name: "x" });
  });

  it("has an IPv6 block of 56 bits when one is asked for, also later", () => {
    const account = new TestAccount();
    const vpc = account.make(T.Vpc, "a", { cidrBlock: "10.0.0.0/22" });
    const after = account.update(T.Vpc, "a", vpc.id, { cidrBlock: "10.0.0.0/22", assignGeneratedIpv6CidrBlock: true });
    expect(after.ipv6CidrBlock).to.match(/^2600:1f[0-9a-f]{2}:[0-9a-f]{4}:[0-9a-f]{2}00::\/56$/);
    expect(after.id).to.equal(vpc.id);
  });

  it("keeps its IPv6 block while subnets have parts of it", () => {
    const account = new TestAccount();
    const vpc = account.make(T.Vpc, "a", { cidrBlock: "10.0.0.0/22", assignGeneratedIpv6CidrBlock: true });
    const ipv6CidrBlock = String(vpc.ipv6CidrBlock).replace("/56", "/64");
    const subnet = account.make(T.Subnet, "s", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", ipv6CidrBlock });
    expect(() => account.update(T.Vpc, "a", vpc.id, { cidrBlock: "10.0.0.0/22" })).to.throw(
      `DependencyViolation: The vpc CIDR block with association ID ${vpc.ipv6AssociationId} may not be disassociated (${subnet.id})`,
    );
    account.deleteRefusal(T.Subnet, subnet.id);
    expect(account.update(T.Vpc, "a", vpc.id, { cidrBlock: "10.0.0.0/22" }).ipv6CidrBlock).to.equal("");
  });

  it("has a block of 16 to 28 bits that begins at its first address", () => {
    const account = new TestAccount();
    const refused = (cidrBlock: string) => account.refusals(T.Vpc, "a", { cidrBlock });
    expect(refused("10.0.0.0/15")).to.deep.equal([
      'cidrBlock: expected "10.0.0.0/15" to contain a network Value with between 16 and 28 significant bits, got: 15',
    ]);
    expect(refused("10.0.0.0/29")).to.have.length(1);
    expect(refused("10.0.0.7/24")).to.deep.equal([
      'cidrBlock: "10.0.0.7/24" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/24"?',
    ]);
    expect(refused("net")).to.deep.equal(['cidrBlock: "net" is not a valid IPv4 CIDR block']);
    expect(account.refusals(T.Vpc, "a", {})).to.deep.equal([
      "cidrBlock: one of cidrBlock and ipv4IpamPoolId must be given",
    ]);
  });

  it("is not deleted while something is in it", () => {
    const account = new TestAccount();
    const { vpc, subnets, group } = network(account, ["use1-az1"]);
    const children = `${subnets[0]?.id}, ${group.id}`;
    expect(account.deleteRefusal(T.Vpc, vpc.id)).to.equal(
      `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted (${children}).`,
    );
    account.deleteRefusal(T.Subnet, String(subnets[0]?.id));
    account.deleteRefusal(T.SecurityGroup, group.id);
    expect(account.deleteRefusal(T.Vpc, vpc.id)).to.equal(undefined);
    expect(account.read(T.Vpc, vpc.id)).to.equal(undefined);
  });

  it("takes at most 50 tags, none of them AWS's own", () => {
    const account = new TestAccount();
    const tagged = (tags: object) => account.refusals(T.Vpc, "a", { cidrBlock: "10.0.0.0/22", tags });
    expect(tagged({ "aws:name": "x" })).to.deep.equal([
      'tags: tag key "aws:name" must not start with aws:, which is reserved',
    ]);
    expect(tagged({ a: "x".repeat(257) })).to.deep.equal([
      'tags: the value of tag "a" must have at most 256 characters',
    ]);
    expect(tagged({ a: "(x)" })).to.deep.equal([
      'tags: tag "a" must consist of letters, digits, spaces and _ . : / = + - @',
    ]);
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"]));
    expect(tagged(many)).to.deep.equal(["tags: expected at most 50 tags, got 51"]);
  });
});

describe("a subnet in the sandbox", () => {
  it("knows its AZ by id and by name, whichever is given", () => {
    const account = new TestAccount();
    const { vpc } = network(account, []);
    const byId = account.make(T.Subnet, "a", {
      vpcId: vpc.id,
      cidrBlock: "10.0.0.0/24",
      availabilityZoneId: "use1-az1",
    });
    const byName = account.make(T.Subnet, "b", {
      vpcId: vpc.id,
      cidrBlock: "10.0.1.0/24",
      availabilityZone: "us-east-1e",
    });
    expect(byId).to.include({ availabilityZone: "us-east-1b", availabilityZoneId: "use1-az1" });
    expect(byName).to.include({ availabilityZone: "us-east-1e", availabilityZoneId: "use1-az3" });
    expect(
      account.refusals(T.Subnet, "c", {
        vpcId: vpc.id,
        cidrBlock: "10.0.2.0/24",
        availabilityZone: "us-east-1a",
        availabilityZoneId: "use1-az1",
      }),
    ).to.deep.equal(["availabilityZoneId: conflicts with availabilityZone: give only one of them"]);
  });

  it("lies in a zone that the Region has and the account may use", () => {
    const account = new TestAccount();
    const { vpc } = network(account, []);
    const at = (availabilityZoneId: string) =>
      account.refusals(T.Subnet, "a", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZoneId });
    const prefix = "availabilityZoneId: InvalidParameterValue: Value";
    expect(at("use2-az1")).to.deep.equal([
      `${prefix} (use2-az1) for parameter availabilityZoneId is invalid: it is not in us-east-1.`,
    ]);
    expect(at("use1-mia1-az1")).to.deep.equal([
      `${prefix} (use1-mia1-az1) for parameter availabilityZoneId is invalid: the account has not opted in to it.`,
    ]);
  });

  it("lies within its VPC and overlaps no other", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"]);
    const refused = (cidrBlock: string) => account.refusals(T.Subnet, "a", { vpcId: vpc.id, cidrBlock });
    expect(refused("10.1.0.0/24")).to.deep.equal([
      `cidrBlock: InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid: it is not within 10.0.0.0/16 of ${vpc.id}`,
    ]);
    expect(refused("10.0.0.128/25")).to.deep.equal([
      `cidrBlock: InvalidSubnet.Conflict: The CIDR '10.0.0.128/25' conflicts with another subnet (${subnets[0]?.id}, 10.0.0.0/24)`,
    ]);
    expect(refused("10.0.1.0/24")).to.deep.equal([]);
  });

  it("has an IPv6 block of 64 bits within its VPC's, and overlaps no other", () => {
    const account = new TestAccount();
    const { vpc } = network(account, [], "six", { assignGeneratedIpv6CidrBlock: true });
    const block = (n: string) => String(vpc.ipv6CidrBlock).replace("00::/56", `${n}::/64`);
    const refused = (name: string, cidrBlock: string, ipv6CidrBlock: string) =>
      account.refusals(T.Subnet, name, { vpcId: vpc.id, cidrBlock, ipv6CidrBlock });
    expect(refused("a", "10.0.0.0/24", block("03"))).to.deep.equal([]);
    expect(refused("b", "10.0.1.0/24", block("03"))[0]).to.match(/^ipv6CidrBlock: InvalidSubnet.Conflict: /);
    expect(refused("c", "10.0.1.0/24", "2600:1f00:ffff:1::/64")[0]).to.match(/^ipv6CidrBlock: InvalidSubnet.Range: /);
    expect(refused("d", "10.0.1.0/24", String(vpc.ipv6CidrBlock))).to.deep.equal([
      `ipv6CidrBlock: InvalidSubnet.Range: "${vpc.ipv6CidrBlock}" is not an IPv6 block of prefix length /64`,
    ]);
    const four = network(new TestAccount(), []);
    expect(four.vpc.ipv6CidrBlock).to.equal("");
  });

  it("is not deleted while something has an address in it", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    const nlb = balancer(account, net);
    const id = String(net.subnets[0]?.id);
    expect(account.deleteRefusal(T.Subnet, id)).to.equal(
      `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted (${nlb.id}).`,
    );
    account.deleteRefusal(T.LoadBalancer, nlb.id);
    expect(account.deleteRefusal(T.Subnet, id)).to.equal(undefined);
  });
});
