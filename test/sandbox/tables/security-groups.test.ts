import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1"]);
  const rule = {
    securityGroupId: net.group.id,
    ipProtocol: "tcp",
    fromPort: 3000,
    toPort: 3000,
    cidrIpv4: "10.0.0.0/16",
  };
  const refused = (change: Properties, name = "r") =>
    account.refusals(T.SecurityGroupIngressRule, name, { ...rule, ...change });
  return { account, net, rule, refused };
}

describe("a security group in the sandbox", () => {
  it("has no rules of AWS's own, and keeps what the program gives", () => {
    const { net, account } = setting();
    expect(net.group).to.deep.include({ ingress: [], egress: [], description: "Managed by Pulumi" });
    const inline = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }];
    expect(account.make(T.SecurityGroup, "b", { vpcId: net.vpc.id, egress: inline }).egress).to.deep.equal(inline);
  });

  it("has a name of its own in its VPC, and a description of AWS's characters", () => {
    const { net, account } = setting();
    const named = (name: string, vpcId: unknown) =>
      account.refusals(T.SecurityGroup, `${name}-${vpcId}`, { name, vpcId });
    expect(named("orders", net.vpc.id)).to.deep.equal([]);
    const again = account.refusals(T.SecurityGroup, "again", { name: "orders", vpcId: net.vpc.id });
    expect(again).to.deep.equal([
      `name: InvalidGroup.Duplicate: The security group 'orders' already exists for VPC '${net.vpc.id}'`,
    ]);
    expect(named("sg-orders", net.vpc.id)).to.deep.equal(['name: "sg-orders" must not start with sg-']);
    expect(account.refusals(T.SecurityGroup, "d", { vpcId: net.vpc.id, description: 'a"b' })[0]).to.match(
      /^description: /,
    );
  });

  it("is not deleted while something uses it, or a rule of another group names it", () => {
    const { net, account, rule } = setting();
    const nlb = balancer(account, net);
    expect(account.deleteRefusal(T.SecurityGroup, net.group.id)).to.equal(
      `DependencyViolation: resource ${net.group.id} has a dependent object (${nlb.id})`,
    );
    account.deleteRefusal(T.LoadBalancer, nlb.id);
    account.make(T.SecurityGroupIngressRule, "own", rule);
    const { cidrIpv4, ...bare } = rule;
    const other = account.make(T.SecurityGroup, "other", { vpcId: net.vpc.id });
    const naming = { ...bare, securityGroupId: other.id, referencedSecurityGroupId: net.group.id };
    const naming1 = account.make(T.SecurityGroupIngressRule, "naming", naming);
    expect(account.deleteRefusal(T.SecurityGroup, net.group.id)).to.contain(naming1.id);
    account.deleteRefusal(T.SecurityGroupIngressRule, naming1.id);
    expect(account.deleteRefusal(T.SecurityGroup, net.group.id)).to.equal(undefined);
  });

  it("is the VPC's own when it is the default one", () => {
    const { net, account } = setting();
    const group = account.make(T.DefaultSecurityGroup, "default", { vpcId: net.vpc.id });
    expect(group.id).to.equal(net.vpc.defaultSecurityGroupId);
    expect(group).to.deep.include({ name: "default", ingress: [], egress: [] });
  });
});

describe("a security group rule in the sandbox", () => {
  it("has an id and an ARN of its own", () => {
    const { account, rule } = setting();
    const made = account.make(T.SecurityGroupIngressRule, "a", rule);
    expect(made.id).to.match(/^sgr-[0-9a-f]{17}$/);
    expect(made).to.include({
      securityGroupRuleId: made.id,
      arn: `arn:aws:ec2:us-east-1:123456789012:security-group-rule/${made.id}`,
    });
  });

  it("has exactly one source", () => {
    const { refused } = setting();
    const message = (count: number) =>
      `Invalid Attribute Combination: exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId must be given, got ${count}`;
    expect(refused({ prefixListId: "pl-0123abcd" })).to.deep.equal([message(2)]);
    expect(refused({ cidrIpv4: undefined })).to.deep.equal([message(0)]);
    expect(refused({ cidrIpv4: undefined, prefixListId: "s3" })).to.deep.equal([
      'prefixListId: "s3" must be a prefix list id such as pl-0123abcd',
    ]);
  });

  it("has ports in order for TCP and UDP, and none for all traffic", () => {
    const { refused } = setting();
    expect(refused({ fromPort: 70_000, toPort: 70_000 })).to.deep.equal([
      "fromPort: expected to be in the range (-1 - 65535), got 70000",
      "toPort: expected to be in the range (-1 - 65535), got 70000",
    ]);
    expect(refused({ fromPort: 3001 })).to.deep.equal([
      "toPort: InvalidParameterValue: Invalid TCP/UDP port range (3001:3000)",
    ]);
    expect(refused({ toPort: undefined })).to.deep.equal(["toPort: MissingParameter: required for ipProtocol tcp"]);
    expect(refused({ ipProtocol: "-1" })).to.deep.equal([
      "fromPort: must not be given when ipProtocol is -1, which means all ports",
    ]);
    expect(refused({ ipProtocol: "-1", fromPort: undefined, toPort: undefined })).to.deep.equal([]);
    expect(refused({ ipProtocol: "http" })[0]).to.match(/^ipProtocol: "http" must be tcp/);
  });

  it("is not given twice, also by another resource", () => {
    const { account, net, rule, refused } = setting();
    const first = account.make(T.SecurityGroupIngressRule, "a", rule);
    expect(refused({ description: "again" })).to.deep.equal([
      `InvalidPermission.Duplicate: the specified rule already exists in ${net.group.id} (${first.id})`,
    ]);
    expect(account.refusals(T.SecurityGroupEgressRule, "b", rule)).to.deep.equal([]);
  });

  it("names groups of its own VPC that exist", () => {
    const { account, net, refused } = setting();
    const other = account.make(T.Vpc, "other", { cidrBlock: "10.1.0.0/16" });
    const group = account.make(T.SecurityGroup, "other", { vpcId: other.id });
    expect(refused({ cidrIpv4: undefined, referencedSecurityGroupId: group.id })).to.deep.equal([
      `referencedSecurityGroupId: InvalidGroup.NotFound: You have specified two resources that belong to different networks (${net.group.id}, ${group.id})`,
    ]);
    expect(refused({ securityGroupId: "sg-0" })).to.deep.equal([
      "securityGroupId: InvalidGroup.NotFound: The security group 'sg-0' does not exist",
    ]);
    expect(refused({ cidrIpv4: undefined, referencedSecurityGroupId: net.vpc.defaultSecurityGroupId })).to.deep.equal(
      [],
    );
  });

  it("is one of at most 60 in its direction", () => {
    const { account, net, refused } = setting();
    for (let index = 0; index < 60; index++) refused({ cidrIpv4: `10.0.${index}.0/24` }, `r${index}`);
    expect(refused({}, "last")).to.deep.equal([
      `RulesPerSecurityGroupLimitExceeded: ${net.group.id} has 60 rules in this direction already`,
    ]);
    expect(account.cloud.all(T.SecurityGroupIngressRule)).to.have.length(60);
  });
});
