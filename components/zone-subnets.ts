import type * as pulumi from "@pulumi/pulumi";
import type { InputChecks } from "./inputs";
import { checkZoneId, checkZoneIds } from "./lib/availability-zones";
import { at } from "./lib/path";
import { checkSubnetId } from "./lib/resource-ids";

/** Subnets by AZ id, each gated on its rule; refuses none at all and keys that are not AZ ids. */
export function checkZoneSubnets(
  checks: InputChecks,
  subnetIds: Readonly<Record<string, pulumi.Input<string>>>,
): Readonly<Record<string, pulumi.Input<string>>> {
  const zoneIds = Object.keys(subnetIds);
  if (zoneIds.length === 0) {
    const remedy = "give the subnet of at least one AZ, better of two";
    checks.add([{ path: "subnetIds", value: subnetIds, rule: "has no subnet", remedy }]);
  }
  const malformed = zoneIds.flatMap((zoneId) => checkZoneId(zoneId, at("subnetIds", zoneId)));
  checks.add(malformed.length > 0 ? malformed : checkZoneIds(zoneIds, "subnetIds"));
  return Object.fromEntries(
    Object.entries(subnetIds).map(([zoneId, id]) => [zoneId, checks.input(at("subnetIds", zoneId), id, checkSubnetId)]),
  );
}
