import * as pulumi from "@pulumi/pulumi";
import { byZone, EndpointService, handoffDocument, ProviderNetwork, ServiceLoadBalancer } from "saas-privatelink";
import { sharedNetwork } from "./network";

export = async () => {
  const config = new pulumi.Config();
  const zoneNames = config.requireObject<string[]>("availabilityZoneNames");
  const shared = await sharedNetwork("shared", config.require("cidr"), zoneNames);
  const zoneIds = Object.keys(shared.subnetIds).sort();

  // Adopted: it makes no VPC, subnet or route table, and what it adds to the VPC is its own.
  const network = new ProviderNetwork("orders", {
    existing: { vpcId: shared.vpc.vpcId, subnetIds: shared.subnetIds },
  });

  const ports = [{ name: "api", port: 443, protocol: "TCP" as const }];
  const targets = { targetPort: 8443, targetType: "ip" as const, targetIds: config.requireObject<string[]>("targets") };
  const loadBalancer = new ServiceLoadBalancer("orders", {
    vpcId: network.vpcId,
    subnetIds: byZone(zoneIds, network.subnetIds),
    services: [{ name: "orders", ports: ports.map((port) => ({ ...port, ...targets })) }],
  });

  const service = new EndpointService(
    "orders",
    {
      networkLoadBalancerArns: [loadBalancer.loadBalancerArn],
      allowedPrincipals: config.requireObject<string[]>("allowedPrincipals"),
    },
    // AWS keeps a service that somebody is connected to: a destroy then ends before anything that serves them is gone.
    { dependsOn: [network, loadBalancer] },
  );

  return {
    serviceName: service.serviceName,
    handoff: pulumi.all([service.serviceName, service.supportedRegions]).apply(([serviceName, supportedRegions]) =>
      handoffDocument({
        name: "orders",
        serviceName,
        region: new pulumi.Config("aws").require("region"),
        supportedRegions,
        availabilityZoneIds: zoneIds,
        ports,
        acceptanceRequired: true,
        ipAddressTypes: ["ipv4"],
      }),
    ),
  };
};
