import * as pulumi from "@pulumi/pulumi";
import { availabilityZoneIds, byZone, ConsumerEndpoint, ProviderNetwork } from "saas-privatelink";
import { chosenService } from "./service";

export = async () => {
  const config = new pulumi.Config();
  const service = await chosenService(config);
  const serviceRegion = config.get("serviceRegion");
  const zoneIds = await availabilityZoneIds({ crossRegion: serviceRegion !== undefined });

  // Your clients' VPC; with one that you have, give its id and subnets to the endpoint instead.
  const network = new ProviderNetwork("clients", {
    cidr: config.require("cidr"),
    availabilityZoneIds: zoneIds,
    gatewayEndpoints: [],
  });

  const waitMinutes = config.getNumber("waitMinutes");
  const endpoint = new ConsumerEndpoint("orders", {
    service,
    vpcId: network.vpcId,
    // Only those in Availability Zones of the service are used.
    subnetIdsByZone: byZone(zoneIds, network.subnetIds),
    serviceRegion,
    dns: config.get("dns"),
    zoneName: config.get("zoneName"),
    acceptance: waitMinutes === undefined ? undefined : { waitMinutes },
  });

  return {
    endpointId: endpoint.endpointId,
    endpointState: endpoint.endpointState,
    dnsName: endpoint.dnsName,
    endpointDnsName: endpoint.endpointDnsName,
    availabilityZoneIds: endpoint.availabilityZoneIds,
    securityGroupId: endpoint.securityGroupId,
  };
};
