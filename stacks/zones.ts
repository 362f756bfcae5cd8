import { availabilityZoneIds } from "../components/availability-zones";
import { sortZoneIds } from "../components/lib/availability-zones";
import { checkLoadBalancer } from "../components/lib/load-balancer";
import { checkNetworkZones } from "../components/lib/network";
import type { Problem } from "../components/lib/problem";
import { ZONES_WITHOUT_CROSS_REGION_ACCESS } from "../components/lib/regions";
import { isCrossRegion } from "../components/lib/supported-regions";
import type { StackConfig } from "./config";
import { ConfigError } from "./config-error";
import { checkFleets } from "./rules/compute";
import { needsFleet } from "./rules/facts";

/**
 * The AZ ids of the stack: those that AWS has and all instance types are offered in, less those that are excluded or
 * cannot take part in access from other Regions. Throws a {@link ConfigError} for what does not fit them.
 *
 * @param inUse AZ ids of the last update, which stay although AWS may not call them available at the moment
 */
export async function zonesOf(config: StackConfig, inUse: readonly string[] = []): Promise<string[]> {
  const { existing, excludeZoneIds } = config.network;
  const wanted = existing === undefined ? undefined : Object.keys(existing.subnetIds);
  const offered = await Promise.all(
    instanceTypes(config).map((instanceType) =>
      availabilityZoneIds(
        { excludeZoneIds, keepZoneIds: wanted ?? inUse, instanceType },
        {},
        { excludeZoneIds: "network.excludeZoneIds", instanceType: "fleet.instanceType" },
      ),
    ),
  );
  const [first = [], ...others] = offered;
  const usable = first.filter((zoneId) => others.every((zoneIds) => zoneIds.includes(zoneId)));
  const zoneIds = takingPart(config, wanted === undefined ? usable : sortZoneIds(wanted));
  const problems = [
    ...checkWanted(config, wanted ?? [], usable),
    ...checkZones(config, zoneIds),
    ...checkReach(config, zoneIds, inUse),
  ];
  if (problems.length > 0) throw new ConfigError(config.stack, problems);
  return zoneIds;
}

function instanceTypes(config: StackConfig): (string | undefined)[] {
  const { fleet, additionalServices } = config;
  if (fleet === undefined || !needsFleet(config)) return [undefined];
  const further = additionalServices.flatMap((service) => service.fleet?.instanceType ?? []);
  return [...new Set([fleet.instanceType, ...further])];
}

function takingPart({ region, access }: StackConfig, zoneIds: readonly string[]): string[] {
  const crossRegion = isCrossRegion(region, access.supportedRegions);
  return zoneIds.filter((zoneId) => !crossRegion || !ZONES_WITHOUT_CROSS_REGION_ACCESS.includes(zoneId));
}

function checkWanted(config: StackConfig, wanted: readonly string[], usable: readonly string[]): Problem[] {
  const lacking = wanted.filter((zoneId) => !usable.includes(zoneId));
  if (lacking.length === 0) return [];
  const rule = `has zones that ${config.region} does not have or the instance type is not offered in`;
  const remedy = `use some of ${usable.join(", ")}`;
  return [{ path: "network.existing.subnetIds", value: lacking, rule, remedy }];
}

/** What access from other Regions asks of the zones that are left, and what it would take away from a stack that is there. */
function checkReach(config: StackConfig, zoneIds: readonly string[], inUse: readonly string[]): Problem[] {
  const { region, access, protect, network } = config;
  const value = access.supportedRegions;
  if (!isCrossRegion(region, value) || zoneIds.length === 0) return [];
  const path = "access.supportedRegions";
  const lost = inUse.filter((zoneId) => ZONES_WITHOUT_CROSS_REGION_ACCESS.includes(zoneId));
  const kept = lost.filter((zoneId) => !network.excludeZoneIds?.includes(zoneId));
  if (protect && kept.length > 0) {
    const rule = `takes the load balancer out of ${kept.join(", ")}, which cannot take part: AWS has to replace it, and the service goes down`;
    const remedy = `serve other Regions from another stack that has ${kept.join(", ")} in network.excludeZoneIds (docs/cross-region.md), or set protect to false and replace it`;
    return [{ path, value, rule, remedy }];
  }
  if (zoneIds.length > 1) return [];
  const rule = `leaves ${zoneIds.join()} as the only Availability Zone, and from other Regions AWS fails over between zones only`;
  const remedy = "let at least two zones take part, or leave other Regions to a stack of their own";
  return [{ path, value, rule, remedy }];
}

function checkZones(config: StackConfig, zoneIds: readonly string[]): Problem[] {
  const { network, loadBalancer } = config;
  if (zoneIds.length === 0) {
    const rule = "leaves no Availability Zone that all instance types are offered in and other Regions can reach";
    return [{ path: "network", value: network, rule, remedy: "exclude fewer zones, or use other instance types" }];
  }
  return [
    ...(network.existing === undefined ? checkNetworkZones(zoneIds, network, "network") : []),
    ...checkFleets(config, zoneIds),
    ...checkLoadBalancer(loadBalancer, "loadBalancer", { ports: [], zoneIds }),
  ];
}
