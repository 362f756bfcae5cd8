import { sortZoneIds } from "./availability-zones";
import { at } from "./path";
import type { Problem } from "./problem";
import { ZONES_WITHOUT_CROSS_REGION_ACCESS } from "./regions";
import { checkServiceName, parseServiceName } from "./service-names";
import { checkCommonZones, checkOneSubnetPerZone, commonZones, type ZonedSubnet } from "./zone-match";

/** What a consumer knows of the service when it chooses subnets. */
export interface PlacedService {
  readonly serviceName: string;
  readonly region?: string;
  readonly supportedRegions?: readonly string[];
  readonly availabilityZoneIds: readonly string[];
  readonly ipAddressTypes?: readonly string[];
  readonly privateDnsName?: string;
}

/** An interface endpoint that is to be made, once everything about it is known. */
export interface Placement {
  /** Region of the endpoint. */
  readonly homeRegion: string;
  /** Region of the service as the endpoint names it; absent for a service in the endpoint's own Region. */
  readonly serviceRegion?: string;
  readonly service: PlacedService;
  readonly subnets: readonly ZonedSubnet[];
  /** `ipv4`, `dualstack` or `ipv6`. */
  readonly ipAddressType: string;
  /** AZ ids that have fixed addresses. */
  readonly addressZoneIds: readonly string[];
  /** Whether clients are to use the service's private DNS name. */
  readonly usesPrivateDnsName: boolean;
  /** Whether alarms watch the endpoint's metrics. */
  readonly hasAlarms: boolean;
}

/** The subnets that the endpoint uses: those in zones of the service, or, across Regions, all of them. */
export function placedSubnets(placement: ZonePlacement): ZonedSubnet[] {
  const zones = placement.subnets.map((subnet) => subnet.zoneId);
  const used = isCrossRegion(placement)
    ? sortZoneIds(new Set(zones))
    : commonZones(placement.service.availabilityZoneIds, zones);
  return used.flatMap((zoneId) => placement.subnets.filter((subnet) => subnet.zoneId === zoneId));
}

/** The private DNS name that a checked placement uses. */
export function privateDnsNameOf({ service }: Placement): string {
  if (service.privateDnsName === undefined) throw new Error(`${service.serviceName} has no private DNS name.`);
  return service.privateDnsName;
}

/** Refuses an endpoint that AWS would not connect to the service, or not under the name that is asked for. */
export function checkPlacement(placement: Placement, subnetsPath: string): Problem[] {
  const { service, ipAddressType, usesPrivateDnsName } = placement;
  const nameProblems = checkServiceName(service.serviceName, "service.serviceName", service.region);
  const regionProblems = nameProblems.length > 0 ? nameProblems : checkRegions(placement);
  return [
    ...(regionProblems.length > 0 ? regionProblems : checkZones(placement, subnetsPath)),
    ...checkAddressFamilies(ipAddressType, service.ipAddressTypes),
    ...checkPrivateName(usesPrivateDnsName, service.privateDnsName),
    ...checkMetrics(placement),
  ];
}

/** What {@link checkZones} looks at; the Regions may be left out where the service's is the endpoint's own. */
export type ZonePlacement = Pick<Placement, "subnets" | "addressZoneIds"> & {
  readonly homeRegion?: string;
  readonly serviceRegion?: string;
  readonly service: Pick<PlacedService, "availabilityZoneIds">;
};

/** Refuses subnets without a zone of the service, two in one zone, and addresses of other zones than the endpoint's. */
export function checkZones(placement: ZonePlacement, subnetsPath: string): Problem[] {
  const zoneIds = placement.subnets.map((subnet) => subnet.zoneId);
  const problems = isCrossRegion(placement)
    ? checkTakesPart(placement, subnetsPath)
    : checkCommonZones(placement.service.availabilityZoneIds, zoneIds, subnetsPath);
  if (problems.length > 0) return problems;
  const used = placedSubnets(placement);
  return [...checkOneSubnetPerZone(used, subnetsPath), ...checkAddressZones(placement.addressZoneIds, used)];
}

/** Refuses an endpoint of an address family that the service does not accept, where that is known. */
export function checkAddressFamilies(ipAddressType: string, serviceTypes: readonly string[] | undefined): Problem[] {
  if (serviceTypes === undefined) return [];
  const needed = ipAddressType === "dualstack" ? ["ipv4", "ipv6"] : [ipAddressType];
  const missing = needed.filter((type) => !serviceTypes.includes(type));
  if (missing.length === 0) return [];
  const rule = `needs a service that accepts ${missing.join(" and ")}; this one accepts ${serviceTypes.join(" and ")} only`;
  const remedy = `use ${serviceTypes.map((type) => JSON.stringify(type)).join(" or ")}`;
  return [{ path: "ipAddressType", value: ipAddressType, rule, remedy }];
}

/** Refuses to use the private DNS name of a service that has none. */
export function checkPrivateName(usesPrivateDnsName: boolean, privateDnsName: string | undefined): Problem[] {
  if (!usesPrivateDnsName || privateDnsName !== undefined) return [];
  const rule = 'is needed for dns "privateName", and this service has none';
  return [{ path: "service.privateDnsName", value: undefined, rule, remedy: 'use dns "privateZone"' }];
}

function isCrossRegion({ homeRegion, serviceRegion }: ZonePlacement): boolean {
  return serviceRegion !== undefined && serviceRegion !== homeRegion;
}

function checkRegions({ homeRegion, serviceRegion, service }: Placement): Problem[] {
  const region = parseServiceName(service.serviceName)?.region;
  const path = "serviceRegion";
  if ((serviceRegion ?? homeRegion) !== region) {
    const rule =
      serviceRegion === undefined
        ? `is needed: the service is in ${region}, the endpoint in ${homeRegion}`
        : `is not the Region of the service ${service.serviceName}`;
    return [{ path, value: serviceRegion, rule, remedy: `set it to "${region}"` }];
  }
  const { supportedRegions } = service;
  if (homeRegion === region || supportedRegions === undefined || supportedRegions.includes(homeRegion)) return [];
  const rule = `is the Region of a service that admits endpoints from ${supportedRegions.join(", ")} only, not from ${homeRegion}`;
  const remedy = `ask the provider to add ${homeRegion} to the service's supportedRegions`;
  return [{ path, value: serviceRegion, rule, remedy }];
}

function checkTakesPart({ subnets, serviceRegion }: ZonePlacement, path: string): Problem[] {
  const zoneIds = sortZoneIds(new Set(subnets.map((subnet) => subnet.zoneId)));
  if (zoneIds.length === 0) {
    return [{ path, value: [], rule: "names no subnet", remedy: "give one in each Availability Zone of the clients" }];
  }
  return zoneIds
    .filter((zoneId) => ZONES_WITHOUT_CROSS_REGION_ACCESS.includes(zoneId))
    .map((value) => {
      const rule = `is an Availability Zone from which AWS gives no access to a service in another Region, here ${serviceRegion}`;
      return { path, value, rule, remedy: `leave the subnet in ${value} out` };
    });
}

/** Refuses alarms on an endpoint that AWS reports no metrics of: they would never have data. */
function checkMetrics(placement: Placement): Problem[] {
  if (!placement.hasAlarms || !isCrossRegion(placement)) return [];
  const { homeRegion, serviceRegion } = placement;
  const rule = `is another Region than the endpoint's, ${homeRegion}, and AWS has no metrics of such an endpoint`;
  const remedy = "leave alarmTopicArns out, and measure in the clients";
  return [{ path: "alarmTopicArns", value: serviceRegion, rule, remedy }];
}

// AWS reports the addresses of every network interface, so an endpoint with only some of them fixed would show a
// change at each update.
function checkAddressZones(addressZoneIds: readonly string[], used: readonly ZonedSubnet[]): Problem[] {
  if (addressZoneIds.length === 0) return [];
  const zones = used.map((subnet) => subnet.zoneId);
  const stray = addressZoneIds
    .filter((zoneId) => !zones.includes(zoneId))
    .map((zoneId) => ({
      path: at("addresses", zoneId),
      value: zoneId,
      rule: `is not an Availability Zone of the endpoint, which is in ${zones.join(", ")}`,
      remedy: "leave it out",
    }));
  const bare = zones
    .filter((zoneId) => !addressZoneIds.includes(zoneId))
    .map((zoneId) => ({
      path: at("addresses", zoneId),
      value: undefined,
      rule: "is needed when other Availability Zones of the endpoint have fixed addresses",
      remedy: "fix the addresses of all of them or of none",
    }));
  return [...stray, ...bare];
}
