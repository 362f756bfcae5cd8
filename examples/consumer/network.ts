import * as pulumi from "@pulumi/pulumi";
import { availabilityZoneIds, byZone, type ConsumerEndpointArgs, ProviderNetwork } from "saas-privatelink";

/** Where the endpoint is put. */
export type ClientNetwork = Pick<ConsumerEndpointArgs, "vpcId" | "subnetIds" | "subnetIdsByZone">;

/** The VPC of your clients: the one that you have, or one that is made here. */
export async function clientNetwork(config: pulumi.Config, crossRegion: boolean): Promise<ClientNetwork> {
  const vpcId = config.get("vpcId");
  const subnetIds = config.getObject<string[]>("subnetIds");
  const cidr = config.get("cidr");
  if (vpcId !== undefined && cidr !== undefined) {
    throw new pulumi.RunError(
      "vpcId is a VPC that you have, cidr the block of one that is made: take one of them away, for example with pulumi config rm cidr.",
    );
  }
  if ((vpcId === undefined) !== (subnetIds === undefined)) {
    throw new pulumi.RunError("vpcId and subnetIds belong together: set both for a VPC that you have, or neither.");
  }
  if (vpcId !== undefined) return { vpcId, subnetIds };
  return newNetwork(config.require("cidr"), crossRegion);
}

async function newNetwork(cidr: string, crossRegion: boolean): Promise<ClientNetwork> {
  const zoneIds = await availabilityZoneIds({ crossRegion });
  const network = new ProviderNetwork("clients", { cidr, availabilityZoneIds: zoneIds, gatewayEndpoints: [] });
  return { vpcId: network.vpcId, subnetIdsByZone: byZone(zoneIds, network.subnetIds) };
}
