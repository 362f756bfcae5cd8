import { getSubnetOutput } from "@pulumi/aws/ec2";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

/** A VPC as awsx makes it, and the subnet of each of its Availability Zones by AZ id. */
export interface SharedNetwork {
  readonly vpc: awsx.ec2.Vpc;
  readonly subnetIds: Record<string, pulumi.Output<string>>;
}

/** A VPC with an isolated subnet in each zone, and no NAT gateway: nothing in it needs the internet. */
export async function sharedNetwork(name: string, cidrBlock: string, zoneNames: string[]): Promise<SharedNetwork> {
  const zoneIds = await zoneIdsOf(zoneNames);
  const vpc = new awsx.ec2.Vpc(name, {
    cidrBlock,
    // By name, because awsx would take the first three of all zones, Local Zones among them.
    availabilityZoneNames: zoneNames,
    subnetStrategy: awsx.types.enums.ec2.SubnetAllocationStrategy.Auto,
    subnetSpecs: [{ type: awsx.types.enums.ec2.SubnetType.Isolated, name: "service", cidrMask: 26 }],
    natGateways: { strategy: awsx.types.enums.ec2.NatGatewayStrategy.None },
    enableDnsHostnames: true,
  });
  return { vpc, subnetIds: subnetIdsByZone(vpc.isolatedSubnetIds, zoneIds) };
}

/** The ids of zones, which mean the same place in every account, unlike their names. */
async function zoneIdsOf(zoneNames: string[]): Promise<string[]> {
  const { names, zoneIds } = await getAvailabilityZones({ filters: [{ name: "zone-name", values: zoneNames }] });
  const missing = zoneNames.filter((zoneName) => !names.includes(zoneName));
  if (missing.length > 0) throw new pulumi.RunError(`This Region has no Availability Zone ${missing.join(", ")}.`);
  return zoneIds;
}

/** awsx gives a list; which subnet is in which zone is asked of the subnets themselves. */
function subnetIdsByZone(subnetIds: pulumi.Output<string[]>, zoneIds: string[]): Record<string, pulumi.Output<string>> {
  const placed = subnetIds.apply((ids) => pulumi.all(ids.map((id) => getSubnetOutput({ id }))));
  const inZone = (zoneId: string) =>
    placed.apply((subnets) => {
      const subnet = subnets.find(({ availabilityZoneId }) => availabilityZoneId === zoneId);
      if (subnet === undefined) throw new pulumi.RunError(`The VPC has no isolated subnet in ${zoneId}.`);
      return subnet.id;
    });
  return Object.fromEntries(zoneIds.map((zoneId) => [zoneId, inZone(zoneId)]));
}
