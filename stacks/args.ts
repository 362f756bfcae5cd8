import type * as pulumi from "@pulumi/pulumi";
import type { EndpointServiceArgs } from "../components/endpoint-service-args";
import type { ProviderNetworkArgs } from "../components/provider-network";
import type { Artifacts } from "./artifacts";
import type { StackConfig } from "./config";
import { principalsOf } from "./consumer";
import type { LookedUp } from "./look-up";

/** Args of the stack's network: a new VPC in the zones, or the existing one's part in them. */
export function networkArgs(
  config: StackConfig,
  zoneIds: readonly string[],
  artifacts: Artifacts,
): ProviderNetworkArgs {
  const { existing, excludeZoneIds: _, readableBuckets = [], ...network } = config.network;
  return {
    ...network,
    ...(existing === undefined
      ? { availabilityZoneIds: [...zoneIds] }
      : {
          existing: {
            ...existing,
            subnetIds: within(existing.subnetIds, zoneIds),
            routeTableIds: existing.routeTableIds && within(existing.routeTableIds, zoneIds),
          },
        }),
    readableBuckets: [...Object.values(artifacts).map(({ bucketArn }) => bucketArn), ...readableBuckets],
    tags: config.tags,
  };
}

function within(record: Readonly<Record<string, string>>, zoneIds: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([zoneId]) => zoneIds.includes(zoneId)));
}

/** Args of the stack's endpoint service. */
export function serviceArgs(
  config: StackConfig,
  loadBalancerArn: pulumi.Output<string>,
  { accountId, closesOtherRegions }: Pick<LookedUp, "accountId" | "closesOtherRegions">,
): EndpointServiceArgs {
  const { access, privateDns, notification, region, tags } = config;
  return {
    networkLoadBalancerArns: [loadBalancerArn],
    acceptanceRequired: access.acceptanceRequired,
    allowedPrincipals: principalsOf(config, accountId),
    allowAnyPrincipal: access.allowAnyPrincipal,
    supportedRegions: access.supportedRegions,
    hostRegion: region,
    closeOtherRegions: closesOtherRegions,
    supportedIpAddressTypes: access.supportedIpAddressTypes,
    privateDns,
    notification,
    tags,
  };
}
