import * as pulumi from "@pulumi/pulumi";
import { byZone } from "../components/availability-zones";
import { ConsumerEndpoint } from "../components/consumer-endpoint";
import type { EndpointService } from "../components/endpoint-service";
import { ANY_PRINCIPAL, parsePrincipal } from "../components/lib/principals";
import { ProviderNetwork } from "../components/provider-network";
import type { StackConfig } from "./config";
import { publishedPorts } from "./published";

/** A VPC of our own with an endpoint to the stack's service, where the stack file asks for one. */
export function connect(
  config: StackConfig,
  service: EndpointService,
  zoneIds: readonly string[],
): ConsumerEndpoint | undefined {
  if (config.consumer === undefined) return undefined;
  const { cidr, dns, zoneName, recordNames } = config.consumer;
  const { name } = config.service;
  const { tags, region, access, privateDns } = config;
  const network = new ProviderNetwork("consumer", {
    cidr,
    availabilityZoneIds: [...zoneIds],
    gatewayEndpoints: [],
    tags,
  });
  return new ConsumerEndpoint(name, {
    service: {
      // With the principals, because AWS does not find the service for an account that it does not admit yet.
      serviceName: pulumi.all([service.serviceName, service.allowedPrincipals]).apply(([serviceName]) => serviceName),
      region,
      supportedRegions: service.supportedRegions,
      availabilityZoneIds: [...zoneIds],
      ports: publishedPorts(config),
      privateDnsName: privateDns && verifiedName(service, privateDns.name),
      ipAddressTypes: access.supportedIpAddressTypes,
      name,
    },
    vpcId: network.vpcId,
    subnetIdsByZone: byZone(zoneIds, network.subnetIds),
    dns,
    zoneName,
    recordNames,
    autoAccept: true,
    tags,
  });
}

/** The private DNS name once it is verified: AWS does not turn it on at an endpoint before. */
function verifiedName({ privateDnsVerification }: EndpointService, name: string): pulumi.Output<string> {
  return pulumi.all([name, privateDnsVerification]).apply(([verified]) => verified);
}

/** The principals of the stack file, and the stack's own account where it has a consumer. */
export function principalsOf({ access, consumer }: StackConfig, accountId: string): string[] {
  const { allowedPrincipals } = access;
  const admitted = allowedPrincipals.map((principal) => parsePrincipal(principal).key);
  const isAdmitted = allowedPrincipals.includes(ANY_PRINCIPAL) || admitted.includes(accountId);
  return consumer === undefined || isAdmitted ? allowedPrincipals : [...allowedPrincipals, accountId];
}
