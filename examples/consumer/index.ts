import * as pulumi from "@pulumi/pulumi";
import { ConsumerEndpoint } from "saas-privatelink";
import { clientNetwork } from "./network";
import { chosenService } from "./service";

export = async () => {
  const config = new pulumi.Config();
  const service = await chosenService(config);
  const serviceRegion = config.get("serviceRegion");
  const network = await clientNetwork(config, serviceRegion !== undefined);

  const waitMinutes = config.getNumber("waitMinutes");
  const endpoint = new ConsumerEndpoint("orders", {
    service,
    // Of its subnets only those in Availability Zones of the service are used.
    ...network,
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
