import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, TestAccount } from "../account";

const ROOT = "arn:aws:iam::111122223333:root";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1", "use1-az2"]);
  const nlb = balancer(account, net);
  const args = { acceptanceRequired: true, networkLoadBalancerArns: [nlb.id] };
  const refused = (change: Properties, name = "svc") =>
    account.refusals(T.VpcEndpointService, name, { ...args, ...change });
  return { account, net, nlb, args, refused };
}

describe("an endpoint service in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const { account, args } = setting();
    const made = account.make(T.VpcEndpointService, "svc", args);
    expect(made.id).to.match(/^vpce-svc-[0-9a-f]{17}$/);
    expect(made).to.deep.include({
      arn: `arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/${made.id}`,
      serviceName: `com.amazonaws.vpce.us-east-1.${made.id}`,
      baseEndpointDnsNames: [`${made.id}.us-east-1.vpce.amazonaws.com`],
      serviceType: "Interface",
      state: "Available",
      availabilityZones: ["us-east-1b", "us-east-1c"],
      allowedPrincipals: [],
      supportedRegions: ["us-east-1"],
      supportedIpAddressTypes: ["ipv4"],
      privateDnsName: "",
      privateDnsNameConfigurations: [],
    });
  });

  it("publishes an AZ that the load balancer gets later only when it is changed itself", () => {
    const { account, net, nlb, args } = setting();
    const made = account.make(T.VpcEndpointService, "svc", args);
    const third = account.make(T.Subnet, "third", {
      vpcId: net.vpc.id,
      cidrBlock: "10.0.9.0/24",
      availabilityZoneId: "use1-az4",
    });
    const subnets = [...net.subnets, third].map(({ id }) => id);
    const wider = { loadBalancerType: "network", internal: true, subnets, securityGroups: [net.group.id] };
    account.update(T.LoadBalancer, "nlb", nlb.id, wider);
    expect(account.read(T.VpcEndpointService, made.id)?.availabilityZones).to.deep.equal(["us-east-1b", "us-east-1c"]);
    const changed = account.update(T.VpcEndpointService, "svc", made.id, { ...args, tags: { a: "b" } });
    expect(changed.availabilityZones).to.deep.equal(["us-east-1b", "us-east-1c", "us-east-1d"]);
  });

  it("has load balancers of one kind, none of which another service has", () => {
    const { account, nlb, args, refused } = setting();
    expect(refused({ networkLoadBalancerArns: undefined })).to.deep.equal([
      "networkLoadBalancerArns: exactly one of networkLoadBalancerArns and gatewayLoadBalancerArns must be given",
    ]);
    const first = account.make(T.VpcEndpointService, "first", args);
    expect(refused({}, "second")).to.deep.equal([
      `networkLoadBalancerArns: InvalidParameter: Load balancer ${nlb.id} is already associated with the endpoint service ${first.id}`,
    ]);
    const gateway = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/fw/0123456789abcdef";
    const firewall = { networkLoadBalancerArns: undefined, gatewayLoadBalancerArns: [gateway] };
    expect(refused({ ...firewall, privateDnsName: "a.example.com" }, "fw")).to.deep.equal([
      "privateDnsName: InvalidParameter: Private DNS is not supported for Gateway Load Balancer endpoint services",
    ]);
    expect(refused(firewall, "fw")).to.deep.equal([]);
  });

  it("is open to other Regions only with its own, and without a custom idle timeout", () => {
    const { account, net, nlb, refused } = setting();
    expect(refused({ supportedRegions: ["us-east-2"] })).to.deep.equal([
      "supportedRegions: InvalidParameter: the host Region us-east-1 cannot be removed from the supported Regions",
    ]);
    expect(refused({ supportedRegions: ["us-east-1", "us-east-9"] })).to.deep.equal([
      'supportedRegions: "us-east-9" is not a Region of AWS',
    ]);
    const group = account.make(T.TargetGroup, "tg", { port: 80, protocol: "TCP", vpcId: net.vpc.id });
    const listener = account.make(T.Listener, "l", {
      loadBalancerArn: nlb.id,
      port: 80,
      protocol: "TCP",
      tcpIdleTimeoutSeconds: 900,
      defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    });
    expect(refused({ supportedRegions: ["us-east-1", "us-east-2"] })).to.deep.equal([
      `supportedRegions: InvalidParameter: cross-Region access is not supported for load balancers with a custom TCP idle timeout (${listener.id})`,
    ]);
    expect(refused({ supportedRegions: ["us-east-1"] })).to.deep.equal([]);
  });

  it("speaks IPv6 only behind dualstack load balancers", () => {
    const { nlb, refused } = setting();
    expect(refused({ supportedIpAddressTypes: ["ipv4", "ipv6"] })).to.deep.equal([
      `supportedIpAddressTypes: InvalidParameter: ipv6 needs dualstack load balancers; ${nlb.id} is ipv4`,
    ]);
  });

  it("is not deleted, and loses no load balancer, while endpoints are connected or wait", () => {
    const { account, net, nlb, args } = setting();
    const made = account.make(T.VpcEndpointService, "svc", args);
    account.make(T.VpcEndpointServiceAllowedPrinciple, "own", {
      vpcEndpointServiceId: made.id,
      principalArn: "arn:aws:iam::123456789012:root",
    });
    const endpoint = account.make(T.VpcEndpoint, "e", {
      vpcId: net.vpc.id,
      vpcEndpointType: "Interface",
      serviceName: made.serviceName,
      subnetIds: [net.subnets[0]?.id],
    });
    expect(account.deleteRefusal(T.VpcEndpointService, made.id)).to.equal(
      `ExistingVpcEndpointConnections: Service ${made.id} has existing active VPC Endpoint connections (${endpoint.id})`,
    );
    const second = balancer(account, net, "second");
    const moved = { ...args, networkLoadBalancerArns: [second.id] };
    expect(() => account.update(T.VpcEndpointService, "svc", made.id, moved)).to.throw(
      `networkLoadBalancerArns: ExistingVpcEndpointConnections: ${nlb.id} cannot be taken from ${made.id} while endpoints are connected (${endpoint.id})`,
    );
    account.deleteRefusal(T.VpcEndpoint, endpoint.id);
    expect(account.deleteRefusal(T.VpcEndpointService, made.id)).to.equal(undefined);
  });
});

describe("a principal of an endpoint service in the sandbox", () => {
  it("is a root, a role or a user without a path, or everybody", () => {
    const { account, args } = setting();
    const made = account.make(T.VpcEndpointService, "svc", args);
    const refused = (principalArn: string) =>
      account.refusals(T.VpcEndpointServiceAllowedPrinciple, principalArn, {
        vpcEndpointServiceId: made.id,
        principalArn,
      });
    const iam = "arn:aws:iam::111122223333";
    for (const principal of [ROOT, `${iam}:role/deploy`, `${iam}:user/ann`, "*"])
      expect(refused(principal)).to.deep.equal([]);
    expect(refused("111122223333")).to.deep.equal([
      "principalArn: InvalidPrincipal: 111122223333 is not an account root, a role or a user",
    ]);
    expect(refused(`${iam}:role/team/deploy`)).to.deep.equal([
      `principalArn: InvalidPrincipal: ${iam}:role/team/deploy is not an account root, a role or a user (ARNs with a path are not supported)`,
    ]);
    expect(account.read(T.VpcEndpointService, made.id)?.allowedPrincipals).to.deep.equal(
      [ROOT, `${iam}:role/deploy`, `${iam}:user/ann`, "*"].sort(),
    );
  });

  it("is given once, either by itself or in the service's own list", () => {
    const { account, args } = setting();
    const made = account.make(T.VpcEndpointService, "svc", { ...args, allowedPrincipals: [ROOT] });
    const again = { vpcEndpointServiceId: made.id, principalArn: ROOT };
    expect(account.refusals(T.VpcEndpointServiceAllowedPrinciple, "a", again)).to.deep.equal([
      `principalArn: ${ROOT} is allowed already by the service's own allowedPrincipals: two resources for one principal overwrite each other`,
    ]);
    const other = { ...again, principalArn: "arn:aws:iam::444455556666:root" };
    const first = account.make(T.VpcEndpointServiceAllowedPrinciple, "b", other);
    expect(account.refusals(T.VpcEndpointServiceAllowedPrinciple, "c", other)[0]).to.contain(
      `allowed already by ${first.id}`,
    );
  });
});
