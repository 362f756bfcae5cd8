import {
  DescribeDhcpOptionsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { ListHostedZonesByVPCCommand, type Route53Client, type VPCRegion } from "@aws-sdk/client-route-53";
import type { DhcpFacts, VpcDnsFacts, VpcFacts, ZoneFacts } from "../facts";
import { type Known, knownValue } from "../known";
import { attempt, present } from "./attempt";

/** A VPC, with the id of its DHCP options. */
export interface VpcAnswer extends VpcFacts {
  readonly dhcpOptionsId: string;
}

export function readVpc(ec2: EC2Client, vpcId: string): Promise<Known<VpcAnswer>> {
  return attempt("ec2:DescribeVpcs", async () => {
    const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    const vpc = present(vpcs[0], "VPC");
    const blocks = (vpc.CidrBlockAssociationSet ?? [])
      .filter(({ CidrBlockState: state }) => state?.State === "associated")
      .flatMap(({ CidrBlock: cidr }) => cidr ?? []);
    const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? [])
      .filter(({ Ipv6CidrBlockState: state }) => state?.State === "associated")
      .flatMap(({ Ipv6CidrBlock: cidr }) => cidr ?? []);
    const main = blocks.length === 0 && vpc.CidrBlock !== undefined ? [vpc.CidrBlock] : [];
    return { vpcId, cidrs: [...main, ...blocks, ...ipv6], dhcpOptionsId: vpc.DhcpOptionsId ?? "default" };
  });
}

/** Whether AWS says that there is no such VPC; false also where it does not say. */
export async function isMissingVpc(ec2: EC2Client, vpcId: string): Promise<boolean> {
  const isThere = await attempt("ec2:DescribeVpcs", async () => {
    try {
      await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "InvalidVpcID.NotFound") return false;
      throw error;
    }
  });
  return knownValue(isThere) === false;
}

export function readVpcDns(ec2: EC2Client, vpcId: string): Promise<Known<VpcDnsFacts>> {
  return attempt("ec2:DescribeVpcAttribute", async () => {
    const [support, hostnames] = await Promise.all([
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: "enableDnsSupport" })),
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: "enableDnsHostnames" })),
    ]);
    return {
      support: present(support.EnableDnsSupport?.Value, "enableDnsSupport"),
      hostnames: present(hostnames.EnableDnsHostnames?.Value, "enableDnsHostnames"),
    };
  });
}

export function readDhcp(ec2: EC2Client, optionsId: string): Promise<Known<DhcpFacts>> {
  return attempt("ec2:DescribeDhcpOptions", async () => {
    if (optionsId === "default") return { optionsId, nameServers: [] };
    const { DhcpOptions: sets = [] } = await ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [optionsId] }));
    const servers = sets[0]?.DhcpConfigurations?.find(({ Key: key }) => key === "domain-name-servers");
    return { optionsId, nameServers: (servers?.Values ?? []).flatMap(({ Value: value }) => value ?? []) };
  });
}

/** The private zones that the VPC's resolver answers from, whoever owns them. */
export function readZones(route53: Route53Client, vpcId: string, region: string): Promise<Known<readonly ZoneFacts[]>> {
  return attempt("route53:ListHostedZonesByVPC", async () => {
    const zones: ZoneFacts[] = [];
    let token: string | undefined;
    do {
      const page = await route53.send(
        new ListHostedZonesByVPCCommand({ VPCId: vpcId, VPCRegion: region as VPCRegion, NextToken: token }),
      );
      for (const zone of page.HostedZoneSummaries ?? []) {
        const service = zone.Owner?.OwningService;
        zones.push({
          zoneId: present(zone.HostedZoneId, "zone id"),
          name: present(zone.Name, "zone name").replace(/\.$/, ""),
          owner: service ?? `account ${zone.Owner?.OwningAccount ?? "unknown"}`,
          ownedByService: service !== undefined,
        });
      }
      token = page.NextToken;
    } while (token !== undefined);
    return zones;
  });
}
