/** A DNS name that AWS made for an interface endpoint, with the hosted zone that an alias record refers to. */
export interface DnsEntry {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

/** Types of the alias records that answer for an endpoint, by its address family. */
export const RECORD_TYPES: Readonly<Record<"ipv4" | "dualstack" | "ipv6", readonly string[]>> = {
  ipv4: ["A"],
  dualstack: ["A", "AAAA"],
  ipv6: ["AAAA"],
};

// A zonal name carries its Availability Zone too: vpce-<id>-<hash>-us-east-1a. The end of the label alone does not tell,
// because a hash may look like the end of a zone's name: vpce-<id>-2907724d.
const REGIONAL_LABEL = /^vpce-[0-9a-z]+(-[0-9a-z]+)?$/;

/**
 * The name that answers with the healthy addresses of all Availability Zones. AWS documents no order of the entries,
 * and lists private DNS names among them, so the name's form decides.
 */
export function regionalDnsEntry(entries: readonly DnsEntry[]): DnsEntry {
  const regional = entries.find(({ dnsName }) => {
    const [label = ""] = dnsName.split(".", 1);
    return REGIONAL_LABEL.test(label);
  });
  if (regional === undefined) {
    const names = entries.map((entry) => entry.dnsName).join(", ") || "none";
    throw new Error(`The endpoint has no regional DNS name; its DNS names: ${names}.`);
  }
  return regional;
}
