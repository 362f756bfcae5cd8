import { getInstanceTypeOfferings } from "@pulumi/aws/ec2/getInstanceTypeOfferings";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import * as pulumi from "@pulumi/pulumi";
import { selectZones, type ZonePaths } from "./lib/availability-zones";
import { sentence } from "./lib/problem";
import { ZONES_WITHOUT_CROSS_REGION_ACCESS } from "./lib/regions";

/** Which Availability Zones of a Region to use. */
export interface ZoneSelection {
  /** AZ ids to leave out, for example `["use1-az3"]`. One that the Region does not have is an error. Defaults to none. */
  readonly excludeZoneIds?: readonly string[] | undefined;
  /**
   * AZ ids that are in use already. They stay although AWS does not call them available at the moment: without this,
   * an update during a zone's outage would take its subnet away, and with it the load balancer. Defaults to none.
   */
  readonly keepZoneIds?: readonly string[] | undefined;
  /**
   * Whether to leave out the zones from which AWS gives no access to a service in another Region, such as `use1-az3`.
   * Defaults to false.
   */
  readonly crossRegion?: boolean | undefined;
  /** Instance type that every zone must offer, for example `t4g.small`. Defaults to any. */
  readonly instanceType?: string | undefined;
}

const OWN_PATHS: ZonePaths = { excludeZoneIds: "excludeZoneIds", instanceType: "instanceType" };
const USABLE = [
  { name: "zone-type", values: ["availability-zone"] },
  { name: "opt-in-status", values: ["opt-in-not-required", "opted-in"] },
];

/**
 * The ids of the Region's Availability Zones that are available to the account, in order of their numbers, less those
 * that are excluded or do not offer the instance type. Local and Wavelength Zones are never among them.
 *
 * @param selection what to leave out
 * @param opts the provider (or a parent that has one), which decides the Region
 * @param paths where messages say that a refused value stands
 */
export async function availabilityZoneIds(
  selection: ZoneSelection = {},
  opts: pulumi.InvokeOptions = {},
  paths: ZonePaths = OWN_PATHS,
): Promise<string[]> {
  const [available, offering] = await Promise.all([
    getAvailabilityZones({ state: "available", filters: USABLE }, opts),
    selection.instanceType === undefined ? undefined : zonesOffering(selection.instanceType, opts),
  ]);
  const named = [...(selection.excludeZoneIds ?? []), ...(selection.keepZoneIds ?? [])];
  const known = named.every((zoneId) => available.zoneIds.includes(zoneId))
    ? available
    : await getAvailabilityZones({ filters: USABLE }, opts);
  const facts = { available: available.zoneIds, known: known.zoneIds, ...(offering && { offering }) };
  const { zoneIds, problems } = selectZones(facts, selection, paths);
  if (problems.length > 0) throw new pulumi.RunError(problems.map(sentence).join("\n"));
  if (!selection.crossRegion) return zoneIds;
  return zoneIds.filter((zoneId) => !ZONES_WITHOUT_CROSS_REGION_ACCESS.includes(zoneId));
}

async function zonesOffering(instanceType: string, opts: pulumi.InvokeOptions): Promise<string[]> {
  const filters = [{ name: "instance-type", values: [instanceType] }];
  const offerings = await getInstanceTypeOfferings({ locationType: "availability-zone-id", filters }, opts);
  return offerings.locations;
}

/** A record by AZ id with plain keys, as components take it, from one whose keys are known only as an Output. */
export function byZone(
  zoneIds: readonly string[],
  record: pulumi.Output<Record<string, string>>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(zoneIds.map((zoneId) => [zoneId, record.apply((values) => zoneValue(values, zoneId))]));
}

function zoneValue(values: Record<string, string>, zoneId: string): string {
  const value = values[zoneId];
  if (value !== undefined) return value;
  throw new pulumi.RunError(`There is nothing for ${zoneId}, only for ${Object.keys(values).join(", ")}.`);
}
