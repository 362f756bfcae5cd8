import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";

export interface RawNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: Record<string, pulumi.Output<string>>;
}

/** A VPC with one subnet in each Availability Zone, of plain resources, for components that take a network; with IPv6 if the VPC has it. */
export function rawNetwork(name: string, zoneIds: readonly string[], vpc: Partial<ec2.VpcArgs> = {}): RawNetwork {
  const { id, ipv6CidrBlock } = new ec2.Vpc(name, { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true, ...vpc });
  const subnetIds: Record<string, pulumi.Output<string>> = {};
  for (const [index, availabilityZoneId] of zoneIds.entries()) {
    const ipv6 = vpc.assignGeneratedIpv6CidrBlock
      ? { ipv6CidrBlock: pulumi.output(ipv6CidrBlock).apply((block) => block.replace("00::/56", `0${index}::/64`)) }
      : {};
    const args = { vpcId: id, availabilityZoneId, cidrBlock: `10.20.${index}.0/24`, ...ipv6 };
    subnetIds[availabilityZoneId] = new ec2.Subnet(`${name}-${availabilityZoneId}`, args).id;
  }
  return { vpcId: id, subnetIds };
}

/** An internal Network Load Balancer in all subnets of the network. */
export function rawLoadBalancer(
  name: string,
  { vpcId, subnetIds }: RawNetwork,
  args: Partial<lb.LoadBalancerArgs> = {},
): lb.LoadBalancer {
  const group = new ec2.SecurityGroup(`${name}-sg`, { vpcId });
  return new lb.LoadBalancer(name, {
    loadBalancerType: "network",
    internal: true,
    subnets: Object.values(subnetIds),
    securityGroups: [group.id],
    ...args,
  });
}
