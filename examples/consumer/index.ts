import * as pulumi from "@pulumi/pulumi";
import { availabilityZoneIds, byZone, ConsumerEndpoint, fromHandoff, ProviderNetwork } from "saas-privatelink";
import { readHandoff } from "./handoff";

export = async () => {
  const config = new pulumi.Config();
  const service = fromHandoff(await readHandoff(config));
  const zoneIds = await availabilityZoneIds();

  // Your clients' VPC; with one that you have, give its id and subnets to the endpoint instead.
  const network = new ProviderNetwork("clients", {
    cidr: config.require("cidr"),
    availabilityZoneIds: zoneIds,
    gatewayEndpoints: [],
  });

  const endpoint = new ConsumerEndpoint("orders", {
    service,
    vpcId: network.vpcId,
    // Only those in Availability Zones of the service are used.
    subnetIdsByZone: byZone(zoneIds, network.subnetIds),
    serviceRegion: config.get("serviceRegion"),
    dns: config.get("dns"),
    zoneName: config.get("zoneName"),
    privateDnsReady: config.getBoolean("privateDnsReady"),
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
