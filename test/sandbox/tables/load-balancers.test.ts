import { expect } from "chai";
import * as fc from "fast-check";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

const NETWORK = { loadBalancerType: "network", internal: true };

describe("a Network Load Balancer in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    const nlb = balancer(account, net, "orders-nlb");
    const [, suffix] =
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/(net\/orders-nlb-[0-9a-f]{7}\/[0-9a-f]{16})$/.exec(
        nlb.id,
      ) ?? [];
    expect(nlb.arn).to.equal(nlb.id);
    expect(nlb.arnSuffix).to.equal(suffix);
    expect(nlb.dnsName).to.match(/^orders-nlb-[0-9a-f]{7}-[0-9a-f]{16}\.elb\.us-east-1\.amazonaws\.com$/);
    expect(nlb).to.include({ zoneId: "Z26RNL4JYFTOTI", vpcId: net.vpc.id, ipAddressType: "ipv4" });
    expect(nlb.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic).to.equal("on");
  });

  it("has one subnet in each AZ, all of one VPC", () => {
    const account = new TestAccount();
    const { vpc, subnets, group } = network(account, ["use1-az1"]);
    const twin = account.make(T.Subnet, "twin", {
      vpcId: vpc.id,
      cidrBlock: "10.0.9.0/24",
      availabilityZoneId: "use1-az1",
    });
    const one = subnets[0]?.id;
    const refused = (ids: unknown[]) => account.refusals(T.LoadBalancer, "n", { ...NETWORK, subnets: ids });
    expect(refused([one, twin.id])).to.deep.equal([
      `subnets: InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone (${one}, ${twin.id} in us-east-1b)`,
    ]);
    const other = account.make(T.Vpc, "other", { cidrBlock: "10.1.0.0/16" });
    const far = account.make(T.Subnet, "far", {
      vpcId: other.id,
      cidrBlock: "10.1.0.0/24",
      availabilityZoneId: "use1-az2",
    });
    expect(refused([one, far.id])).to.deep.equal([
      "subnets: InvalidConfigurationRequest: the subnets belong to different VPCs",
    ]);
    expect(refused(["subnet-0"])).to.deep.equal([
      "subnets: InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist",
    ]);
    const foreign = account.make(T.SecurityGroup, "foreign", { vpcId: other.id });
    const args = { ...NETWORK, subnets: [one], securityGroups: [group.id, foreign.id] };
    expect(account.refusals(T.LoadBalancer, "n", args)).to.deep.equal([
      `securityGroups: InvalidConfigurationRequest: One or more security groups are invalid: ${foreign.id} are not in ${vpc.id}`,
    ]);
  });

  it("finds 8 free addresses in each subnet when it is created: a /28 has 11, so 3 may be taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), (taken) => {
        const account = new TestAccount();
        const vpc = account.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/24" });
        const at = { vpcId: vpc.id, availabilityZoneId: "use1-az1", cidrBlock: "10.0.0.0/28" };
        const subnet = account.make(T.Subnet, "s", at);
        for (let index = 0; index < taken; index++) {
          account.make(T.NatGateway, `n${index}`, { subnetId: subnet.id, connectivityType: "private" });
        }
        const message = `subnets: InvalidSubnet: Not enough IP space available in ${subnet.id}. ELB requires at least 8 free IP addresses in each subnet; it has ${11 - taken}.`;
        const refused = account.refusals(T.LoadBalancer, "nlb", { ...NETWORK, subnets: [subnet.id] });
        expect(refused).to.deep.equal(taken <= 3 ? [] : [message]);
      }),
      { numRuns: 24 },
    );
  });

  it("counts the instances of Auto Scaling groups among the taken addresses, and needs none for an address of its own", () => {
    const account = new TestAccount();
    const vpc = account.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/24" });
    const subnet = account.make(T.Subnet, "s", {
      vpcId: vpc.id,
      availabilityZoneId: "use1-az1",
      cidrBlock: "10.0.0.0/28",
    });
    const launchTemplate = {
      id: account.make(T.LaunchTemplate, "lt", { imageId: "ami-0123456789abcdef0", instanceType: "t3.micro" }).id,
    };
    account.make(T.AutoScalingGroup, "g", { minSize: 4, maxSize: 4, vpcZoneIdentifiers: [subnet.id], launchTemplate });
    expect(account.refusals(T.LoadBalancer, "a", { ...NETWORK, subnets: [subnet.id] })[0]).to.contain("it has 7.");
    const own = (privateIpv4Address: string) => ({
      ...NETWORK,
      subnetMappings: [{ subnetId: subnet.id, privateIpv4Address }],
    });
    expect(account.refusals(T.LoadBalancer, "b", own("10.0.0.3"))).to.deep.equal([
      `subnetMappings: InvalidConfigurationRequest: 10.0.0.3 is not an address that ${subnet.id} (10.0.0.0/28) can hand out`,
    ]);
    expect(account.refusals(T.LoadBalancer, "b", own("10.0.0.15"))).to.have.length(1);
    expect(account.refusals(T.LoadBalancer, "b", own("10.0.0.14"))).to.deep.equal([]);
  });

  it("is dualstack only in subnets with IPv6", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    expect(() => balancer(account, net, "nlb", { ipAddressType: "dualstack" })).to.throw(
      `ipAddressType: InvalidSubnet: dualstack needs an IPv6 CIDR block in every subnet; ${net.subnets[0]?.id} have none`,
    );
  });

  it("has a name of letters, digits and inner hyphens, 32 at most, one in its Region", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    const named = (name: string) =>
      account.refusals(T.LoadBalancer, name, { ...NETWORK, name, subnets: [net.subnets[0]?.id] });
    expect(named("a".repeat(33))).to.deep.equal(["name: expected length to be at most 32, got 33"]);
    expect(named("-orders")).to.deep.equal(['name: "-orders" must not begin or end with a hyphen']);
    expect(named("orders_nlb")).to.deep.equal(['name: "orders_nlb" must consist of letters, digits and hyphens']);
    expect(named("internal-orders")).to.deep.equal(['name: "internal-orders" must not begin with "internal-"']);
    expect(named("orders")).to.deep.equal([]);
    const again = { ...NETWORK, name: "orders", subnets: [net.subnets[0]?.id] };
    expect(account.refusals(T.LoadBalancer, "again", again)).to.deep.equal([
      "name: DuplicateLoadBalancerName: A load balancer with the same name 'orders' exists",
    ]);
  });

  it("takes settings of its own type only", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    const refused = (change: Properties) =>
      account.refusals(T.LoadBalancer, "n", { ...NETWORK, subnets: [net.subnets[0]?.id], ...change });
    expect(refused({ enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" })).to.deep.equal([
      "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: InvalidConfigurationRequest: it can be set only on a load balancer with security groups",
    ]);
    expect(refused({ idleTimeout: 60 })).to.deep.equal([
      "idleTimeout: is only valid for load balancers of type application",
    ]);
    expect(refused({ loadBalancerType: "application", secondaryIpsAutoAssignedPerSubnet: 1 })).to.deep.equal([
      "secondaryIpsAutoAssignedPerSubnet: is only valid for load balancers of type network",
    ]);
    expect(refused({ dnsRecordClientRoutingPolicy: "any" })[0]).to.match(
      /^dnsRecordClientRoutingPolicy: expected one of/,
    );
    expect(refused({ subnets: undefined })).to.deep.equal([
      "subnets: exactly one of subnets and subnetMappings must be given",
    ]);
  });

  it("is not deleted under protection, nor while an endpoint service uses it", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1"]);
    const args = { ...NETWORK, subnets: [net.subnets[0]?.id], securityGroups: [net.group.id] };
    const nlb = account.make(T.LoadBalancer, "nlb", { ...args, enableDeletionProtection: true });
    expect(account.deleteRefusal(T.LoadBalancer, nlb.id)).to.equal(
      `OperationNotPermitted: Load balancer '${nlb.id}' cannot be deleted because deletion protection is enabled`,
    );
    account.update(T.LoadBalancer, "nlb", nlb.id, args);
    const service = account.make(T.VpcEndpointService, "svc", {
      acceptanceRequired: true,
      networkLoadBalancerArns: [nlb.id],
    });
    expect(account.deleteRefusal(T.LoadBalancer, nlb.id)).to.equal(
      `ResourceInUse: Load balancer '${nlb.id}' cannot be deleted because it is currently associated with another service (${service.id})`,
    );
    account.deleteRefusal(T.VpcEndpointService, service.id);
    expect(account.deleteRefusal(T.LoadBalancer, nlb.id)).to.equal(undefined);
  });
});
