import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { ipv6Subnet } from "./lib/cidr";
import { slotOfZone, zoneCidrs } from "./lib/slots";
import { withName } from "./lib/tags";

/** A VPC with its subnets and route tables by AZ id, whether created or adopted. */
export interface NetworkVpc {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidr: pulumi.Output<string>;
  readonly ipv6CidrBlock: pulumi.Output<string | undefined>;
  readonly subnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/** What a new VPC is made from. */
export interface NewVpc {
  readonly cidr: string;
  readonly slotPrefix: number | undefined;
  readonly availabilityZoneIds: readonly string[];
  readonly ipv6: boolean;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** The VPC, its closed default security group, and a private subnet with a route table of its own in each AZ. */
export function createVpc(name: string, args: NewVpc, opts: pulumi.CustomResourceOptions): NetworkVpc {
  const tagsFor = (suffix: string) => withName(args.tags, `${args.displayName}-${suffix}`);
  const vpc = new ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: args.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: args.ipv6,
      tags: tagsFor("vpc"),
    },
    opts,
  );
  // The lists are given although they are empty, so that a rule that somebody adds shows up as a change.
  const closed = { vpcId: vpc.id, ingress: [], egress: [], tags: tagsFor("default-sg") };
  new ec2.DefaultSecurityGroup(`${name}-default-sg`, closed, opts);

  const subnetIds: Record<string, pulumi.Output<string>> = {};
  const routeTableIds: Record<string, pulumi.Output<string>> = {};
  for (const [zoneId, cidrBlock] of zoneCidrs(args.cidr, args.slotPrefix, args.availabilityZoneIds)) {
    const subnet = new ec2.Subnet(
      `${name}-subnet-${zoneId}`,
      {
        vpcId: vpc.id,
        availabilityZoneId: zoneId,
        cidrBlock,
        ...(args.ipv6 && { ipv6CidrBlock: vpc.ipv6CidrBlock.apply((block) => ipv6Subnet(block, slotOfZone(zoneId))) }),
        mapPublicIpOnLaunch: false,
        tags: tagsFor(`subnet-${zoneId}`),
      },
      opts,
    );
    const table = { vpcId: vpc.id, tags: tagsFor(`rtb-${zoneId}`) };
    const routeTable = new ec2.RouteTable(`${name}-rtb-${zoneId}`, table, opts);
    const association = { subnetId: subnet.id, routeTableId: routeTable.id };
    new ec2.RouteTableAssociation(`${name}-rtb-${zoneId}-association`, association, opts);
    subnetIds[zoneId] = subnet.id;
    routeTableIds[zoneId] = routeTable.id;
  }
  const ipv6CidrBlock = args.ipv6 ? vpc.ipv6CidrBlock : pulumi.output(undefined);
  return { vpcId: vpc.id, vpcCidr: vpc.cidrBlock, ipv6CidrBlock, subnetIds, routeTableIds };
}

/** What an adopted VPC is described by. */
export interface KnownVpc {
  readonly vpcId: pulumi.Input<string>;
  readonly cidr: pulumi.Input<string> | undefined;
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The same of a VPC that exists; nothing is created. Its block is asked of AWS when it is not given. */
export function adoptVpc(known: KnownVpc, opts: pulumi.InvokeOutputOptions): NetworkVpc {
  return {
    vpcId: pulumi.output(known.vpcId),
    vpcCidr: pulumi.output(known.cidr ?? ec2.getVpcOutput({ id: known.vpcId }, opts).cidrBlock),
    ipv6CidrBlock: pulumi.output(undefined),
    subnetIds: asOutputs(known.subnetIds),
    routeTableIds: asOutputs(known.routeTableIds),
  };
}

function asOutputs(values: Readonly<Record<string, pulumi.Input<string>>>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, pulumi.output(value)]));
}
