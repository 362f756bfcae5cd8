import { isIPv4, isIPv6 } from "node:net";
import { checkZoneId } from "./availability-zones";
import { at } from "./path";
import type { Check, Problem } from "./problem";

/** Fixed addresses of an endpoint's network interface. */
export interface ZoneAddresses {
  readonly ipv4?: string;
  readonly ipv6?: string;
}

const FAMILIES = {
  ipv4: { valid: isIPv4, example: "10.0.1.10" },
  ipv6: { valid: isIPv6, example: "2001:db8::10" },
} as const;

/** Refuses malformed addresses, those of a family that the endpoint does not have, and a family left out. */
export function checkEndpointAddresses(ipAddressType: string): Check<Readonly<Record<string, ZoneAddresses>>> {
  return (addresses, path) =>
    Object.entries(addresses).flatMap(([zoneId, given]) => {
      const here = at(path, zoneId);
      return [
        ...checkZoneId(zoneId, here),
        ...familyProblems("ipv4", given.ipv4, ipAddressType, here),
        ...familyProblems("ipv6", given.ipv6, ipAddressType, here),
      ];
    });
}

function familyProblems(
  family: keyof typeof FAMILIES,
  value: string | undefined,
  ipAddressType: string,
  zonePath: string,
): Problem[] {
  const path = at(zonePath, family);
  const { valid, example } = FAMILIES[family];
  const has = ipAddressType === "dualstack" || ipAddressType === family;
  if (value === undefined) {
    if (!has) return [];
    const rule = `is needed: AWS wants an address of each family of an endpoint of type ${ipAddressType}`;
    return [{ path, value, rule, remedy: `give an unused address of the subnet, such as ${example}` }];
  }
  if (!has) {
    const remedy = 'leave it out, or set ipAddressType to "dualstack"';
    return [{ path, value, rule: `does not fit an endpoint of type ${ipAddressType}`, remedy }];
  }
  if (valid(value)) return [];
  const name = family === "ipv4" ? "IPv4" : "IPv6";
  return [{ path, value, rule: `is not an ${name} address`, remedy: `use one such as ${example}` }];
}
