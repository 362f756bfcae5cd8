import type * as pulumi from "@pulumi/pulumi";
import { byZone } from "../components/availability-zones";
import { Fleet } from "../components/fleet";
import type { ProviderNetwork } from "../components/provider-network";
import type { ServiceLoadBalancer } from "../components/service-load-balancer";
import type { Artifacts } from "./artifacts";
import type { StackConfig } from "./config";
import { instancePorts } from "./rules/facts";

/** What the fleets of a stack stand on. */
export interface Foundation {
  readonly network: ProviderNetwork;
  readonly loadBalancer: ServiceLoadBalancer;
  readonly imageId: pulumi.Output<string> | undefined;
  readonly artifacts: Artifacts;
  readonly zoneIds: readonly string[];
}

/** A fleet for each service that has instances as targets, by service name. */
export function createFleets(config: StackConfig, foundation: Foundation): Readonly<Record<string, Fleet>> {
  const { service, additionalServices, fleet } = config;
  const { imageId } = foundation;
  // The rules want both as soon as one port has instances as targets.
  if (fleet === undefined || imageId === undefined) return {};
  const wanted = [
    { service, fleet },
    ...additionalServices.map((further) => ({ service: further, fleet: { ...fleet, ...further.fleet } })),
  ];
  return Object.fromEntries(
    wanted
      .filter((one) => instancePorts(one.service).length > 0)
      .map((one) => [one.service.name, createFleet(one.service, one.fleet, config, { ...foundation, imageId })]),
  );
}

function createFleet(
  service: StackConfig["service"],
  fleet: NonNullable<StackConfig["fleet"]>,
  { network, tags }: StackConfig,
  foundation: Foundation & { readonly imageId: pulumi.Output<string> },
): Fleet {
  const { loadBalancer } = foundation;
  const { name, ports, startCommand, environment, packages } = service;
  const keys = instancePorts(service).map(({ key }) => key);
  return new Fleet(name, {
    ...fleet,
    service: { name, ports },
    vpcId: foundation.network.vpcId,
    subnetIds: byZone(foundation.zoneIds, foundation.network.subnetIds),
    imageId: foundation.imageId,
    targetGroupArns: membersOf(loadBalancer.targetGroupArns, keys),
    listenerArns: membersOf(loadBalancer.listenerArns, keys),
    loadBalancerSecurityGroupId: loadBalancer.securityGroupId,
    // Present whenever there are interface endpoints.
    ...((network.interfaceEndpoints ?? []).length > 0 && {
      endpointSecurityGroupId: foundation.network.endpointSecurityGroupId as pulumi.Output<string>,
    }),
    artifact: foundation.artifacts[name]?.archive,
    startCommand,
    environment,
    packages,
    tags,
  });
}

function membersOf(record: pulumi.Output<Record<string, string>>, keys: readonly string[]): pulumi.Output<string>[] {
  return keys.map((key) => record.apply((values) => values[key] as string));
}
