import { at } from "./path";
import type { Check, Problem } from "./problem";

const ZONE_ID = /^([a-z]{3,6}\d{1,2})-az([1-9]\d?)$/;

/** The number at the end of an AZ id (`use1-az4` is 4); undefined when it is not an AZ id, such as a Local Zone's. */
export function zoneNumber(zoneId: string): number | undefined {
  const number = ZONE_ID.exec(zoneId)?.[2];
  return number === undefined ? undefined : Number(number);
}

/** AZ ids in the order of their numbers, so that az10 follows az9. */
export function sortZoneIds(zoneIds: Iterable<string>): string[] {
  return [...zoneIds].sort((a, b) => (zoneNumber(a) ?? 0) - (zoneNumber(b) ?? 0) || (a < b ? -1 : 1));
}

/** Refuses what is not an AZ id: names such as `us-east-1a` mean another zone in each account. */
export const checkZoneId: Check<string> = (value, path) => {
  if (zoneNumber(value) !== undefined) return [];
  return [
    { path, value, rule: "is not an Availability Zone id", remedy: "write the id, such as use1-az1, not the name" },
  ];
};

/** Refuses malformed, repeated and mixed AZ ids: those of a VPC all belong to one Region. */
export const checkZoneIds: Check<readonly string[]> = (zoneIds, path) => {
  const problems: Problem[] = [];
  for (const [index, zoneId] of zoneIds.entries()) {
    problems.push(...checkZoneId(zoneId, at(path, index)));
    if (zoneIds.indexOf(zoneId) < index) {
      problems.push({ path: at(path, index), value: zoneId, rule: "appears twice", remedy: "remove one of them" });
    }
  }
  return [...problems, ...checkOneRegion(zoneIds, path)];
};

/** Refuses AZ ids of several Regions. */
export const checkOneRegion: Check<readonly string[]> = (zoneIds, path) => {
  const regions = new Set(zoneIds.flatMap((zoneId) => ZONE_ID.exec(zoneId)?.[1] ?? []));
  if (regions.size <= 1) return [];
  return [{ path, value: zoneIds, rule: "has AZ ids of several Regions", remedy: "keep those of the VPC's Region" }];
};

/** What is known of a Region's zones when AZ ids are to be chosen. */
export interface ZoneFacts {
  /** Every AZ id of the Region that the account may use, whatever its state. */
  readonly known: readonly string[];
  /** Those whose state is `available`. */
  readonly available: readonly string[];
  /** Those that offer the instance type; absent when no type was asked for. */
  readonly offering?: readonly string[];
}

/** What is asked for when AZ ids are chosen. */
export interface ZoneWish {
  readonly excludeZoneIds?: readonly string[];
  readonly keepZoneIds?: readonly string[];
  readonly instanceType?: string;
}

/** Key paths that the problems of a choice are reported at. */
export interface ZonePaths {
  readonly excludeZoneIds: string;
  readonly instanceType: string;
}

/** The AZ ids to use, in order, and what is wrong with the wish. */
export function selectZones(
  facts: ZoneFacts,
  wish: ZoneWish,
  paths: ZonePaths,
): { readonly zoneIds: string[]; readonly problems: Problem[] } {
  const excluded = wish.excludeZoneIds ?? [];
  const problems: Problem[] = excluded.flatMap((zoneId, index) => {
    if (facts.known.includes(zoneId)) return [];
    const remedy = `use AZ ids of the Region: ${sortZoneIds(facts.known).join(", ")}`;
    return [{ path: at(paths.excludeZoneIds, index), value: zoneId, rule: "is unknown in this Region", remedy }];
  });
  const kept = (wish.keepZoneIds ?? []).filter((zoneId) => facts.known.includes(zoneId));
  const usable = sortZoneIds(new Set([...facts.available, ...kept])).filter((zoneId) => !excluded.includes(zoneId));
  const zoneIds = usable.filter((zoneId) => facts.offering === undefined || facts.offering.includes(zoneId));
  if (zoneIds.length > 0 || problems.length > 0) return { zoneIds, problems };
  return { zoneIds, problems: [nothingLeft(facts, wish, paths, usable)] };
}

function nothingLeft(facts: ZoneFacts, wish: ZoneWish, paths: ZonePaths, usable: readonly string[]): Problem {
  if (usable.length === 0) {
    const value = wish.excludeZoneIds ?? [];
    const rule = `leaves none of the Region's available zones (${sortZoneIds(facts.available).join(", ")})`;
    return { path: paths.excludeZoneIds, value, rule, remedy: "exclude fewer" };
  }
  const rule = `is not offered in ${usable.join(", ")}`;
  return { path: paths.instanceType, value: wish.instanceType, rule, remedy: "choose a type that these zones offer" };
}

/** The AZ ids of zones that AWS gives by name; `zones` pairs both, index by index, as the account sees them. */
export function zonesNamed(
  names: readonly string[],
  zones: { readonly names: readonly string[]; readonly zoneIds: readonly string[] },
): string[] {
  return sortZoneIds(zones.zoneIds.filter((_, index) => names.includes(zones.names[index] ?? "")));
}
