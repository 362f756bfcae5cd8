import {
  type EC2Client,
  type NetworkAclEntry,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSubnets,
} from "@aws-sdk/client-ec2";
import type { AclEntry, AclFacts, InterfaceFacts, SubnetFacts } from "../facts";
import type { Known } from "../known";
import { allOf, attempt, present } from "./attempt";

/** All subnets of a VPC. */
export function readSubnets(ec2: EC2Client, vpcId: string): Promise<Known<readonly SubnetFacts[]>> {
  return attempt("ec2:DescribeSubnets", async () => {
    const subnets = await allOf(
      paginateDescribeSubnets({ client: ec2 }, { Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
      (page) => page.Subnets,
    );
    return subnets.map((subnet) => ({
      subnetId: present(subnet.SubnetId, "subnet id"),
      zoneId: present(subnet.AvailabilityZoneId, "zone id"),
      cidrs: [
        ...(subnet.CidrBlock === undefined ? [] : [subnet.CidrBlock]),
        ...(subnet.Ipv6CidrBlockAssociationSet ?? []).flatMap(({ Ipv6CidrBlock: cidr }) => cidr ?? []),
      ],
    }));
  });
}

/** The endpoint's network interfaces. One that AWS does not know any more is not among them. */
export function readInterfaces(
  ec2: EC2Client,
  ids: readonly string[],
  subnets: readonly SubnetFacts[],
): Promise<Known<readonly InterfaceFacts[]>> {
  return attempt("ec2:DescribeNetworkInterfaces", async () => {
    if (ids.length === 0) return [];
    const found = await allOf(
      paginateDescribeNetworkInterfaces(
        { client: ec2 },
        { Filters: [{ Name: "network-interface-id", Values: [...ids] }] },
      ),
      (page) => page.NetworkInterfaces,
    );
    return found.map((one) => {
      const subnetId = present(one.SubnetId, "subnet of a network interface");
      return {
        interfaceId: present(one.NetworkInterfaceId, "interface id"),
        subnetId,
        zoneId: subnets.find((subnet) => subnet.subnetId === subnetId)?.zoneId ?? subnetId,
        status: one.Status ?? "unknown",
        addresses: [
          ...(one.PrivateIpAddress === undefined ? [] : [one.PrivateIpAddress]),
          ...(one.Ipv6Addresses ?? []).flatMap(({ Ipv6Address: address }) => address ?? []),
        ],
      };
    });
  });
}

/** All network ACLs of a VPC. */
export function readAcls(ec2: EC2Client, vpcId: string): Promise<Known<readonly AclFacts[]>> {
  return attempt("ec2:DescribeNetworkAcls", async () => {
    const acls = await allOf(
      paginateDescribeNetworkAcls({ client: ec2 }, { Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
      (page) => page.NetworkAcls,
    );
    return acls.map((acl) => ({
      aclId: present(acl.NetworkAclId, "ACL id"),
      subnetIds: (acl.Associations ?? []).flatMap(({ SubnetId: id }) => id ?? []),
      entries: (acl.Entries ?? []).flatMap(entryOf),
    }));
  });
}

function entryOf(entry: NetworkAclEntry): AclEntry[] {
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock;
  if (cidr === undefined) return [];
  return [
    {
      number: present(entry.RuleNumber, "rule number"),
      egress: entry.Egress ?? false,
      protocol: entry.Protocol ?? "-1",
      allow: entry.RuleAction === "allow",
      cidr,
      fromPort: entry.PortRange?.From ?? 0,
      toPort: entry.PortRange?.To ?? 65535,
    },
  ];
}
