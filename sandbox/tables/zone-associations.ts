import { isZoneId } from "../checks/dns-record";
import { matching } from "../checks/rules";
import { type Making, type Reference, type Refusal, type ResourceTable, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, records, text } from "../values";

const ZONE: Reference = { property: "zoneId", types: T.Zone, foreign: isZoneId };

/** Two associations are one when zone, VPC and Region are; the Region is in the id only where it is given. */
function pairOf({ inputs }: Pick<Making, "inputs">): string {
  const parts = [must(inputs.zoneId, "zoneId"), must(inputs.vpcId, "vpcId"), text(inputs.vpcRegion)];
  return parts.filter((part) => part !== undefined).join(":");
}

function admitPrivate({ inputs, cloud, region }: Making): Refusal[] {
  const zone = cloud.find(T.Zone, text(inputs.zoneId) ?? "", region);
  if (zone === undefined || records(zone.inputs.vpcs).length > 0) return [];
  const message = `PublicZoneVPCAssociation: ${zone.id} is a public hosted zone, and VPCs can only use private ones`;
  return [refuse("zoneId", message)];
}

function admitAssociation(making: Making): Refusal[] {
  const { inputs, cloud, region } = making;
  const home = text(inputs.vpcRegion) ?? region;
  const vpcId = text(inputs.vpcId) ?? "";
  if (cloud.find(T.Vpc, vpcId, home) === undefined) {
    return [refuse("vpcId", `InvalidVPCId: The VPC: ${vpcId} provided doesn't exist in ${home}`)];
  }
  const zone = cloud.find(T.Zone, text(inputs.zoneId) ?? "", region);
  const rival = cloud.all(T.Zone).find((other) => {
    const has = records(other.inputs.vpcs).some((vpc) => vpc.vpcId === vpcId);
    return has && text(other.inputs.name) === text(zone?.inputs.name);
  });
  if (zone === undefined || rival === undefined) return admitPrivate(making);
  const message = `ConflictingDomainExists: the VPC is associated with ${rival.id} for ${zone.inputs.name} already`;
  return [refuse("vpcId", message)];
}

const pair: ResourceTable = {
  scope: "global",
  id: pairOf,
  notFound: (id) => `VPCAssociationNotFound: there is no association ${id}`,
  required: ["vpcId", "zoneId"],
  rules: { vpcId: matching(/^vpc-[0-9a-f]{8,17}$/, "be the id of a VPC") },
  references: [ZONE],
  computed: { vpcRegion: (m) => m.inputs.vpcRegion ?? m.region },
  keeps: ["vpcRegion"],
  replaceOn: ["vpcId", "vpcRegion", "zoneId"],
};

export const zoneAssociations: ResourceTables = {
  [T.ZoneAssociation]: {
    ...pair,
    admit: admitAssociation,
    computed: { ...pair.computed, owningAccount: (m) => m.account },
  },
  /** The VPC is another account's, so that nothing is known of it here. */
  [T.VpcAssociationAuthorization]: { ...pair, admit: admitPrivate },
};
