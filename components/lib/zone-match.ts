import { sortZoneIds } from "./availability-zones";
import type { Problem } from "./problem";

/** A subnet and the id of its Availability Zone. */
export interface ZonedSubnet {
  readonly subnetId: string;
  readonly zoneId: string;
}

/** Availability Zone ids in which both the service and the consumer are, sorted. */
export function commonZones(serviceZoneIds: readonly string[], ownZoneIds: readonly string[]): string[] {
  const service = new Set(serviceZoneIds);
  return sortZoneIds(new Set(ownZoneIds)).filter((zoneId) => service.has(zoneId));
}

/** Refuses subnets of which none is in an Availability Zone of the service. Ids, not names, are compared. */
export function checkCommonZones(
  serviceZoneIds: readonly string[],
  ownZoneIds: readonly string[],
  path: string,
): Problem[] {
  if (commonZones(serviceZoneIds, ownZoneIds).length > 0) return [];
  const service = sortZoneIds(serviceZoneIds).join(", ");
  return [
    {
      path,
      value: sortZoneIds(new Set(ownZoneIds)),
      rule: `has no Availability Zone in common with the service, which is in ${service || "none"}`,
      remedy: "add a subnet in one of the service's Availability Zones, compared by AZ id",
    },
  ];
}

/** Refuses two subnets in one Availability Zone: an interface endpoint takes one subnet in each. */
export function checkOneSubnetPerZone(subnets: readonly ZonedSubnet[], path: string): Problem[] {
  const byZone = new Map<string, string[]>();
  for (const { subnetId, zoneId } of subnets) byZone.set(zoneId, [...(byZone.get(zoneId) ?? []), subnetId]);
  return [...byZone].flatMap(([zoneId, ids]) => {
    if (ids.length === 1) return [];
    const rule = `are all in ${zoneId}, and an interface endpoint takes one subnet in each Availability Zone`;
    return [{ path, value: ids, rule, remedy: "keep one of them" }];
  });
}
