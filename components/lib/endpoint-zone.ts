import { checkZoneName } from "./dns-names";
import { checkShortName } from "./names";
import { at } from "./path";
import type { Check, Problem } from "./problem";

const WILDCARD = "*";

/** Refuses names that are no labels below a zone, and the same name twice; a wildcard may be the first label. */
export const checkRecordNames: Check<readonly string[]> = (names, path) =>
  names.flatMap((value, index): Problem[] => {
    const problem = { path: at(path, index), value };
    if (names.indexOf(value) < index) return [{ ...problem, rule: "appears twice", remedy: "remove one of them" }];
    const [first = "", ...rest] = value.split(".");
    const labels = first === WILDCARD ? rest : [first, ...rest];
    // As a part of a whole name, because that is what the rule is about.
    const below = [...labels, "zone", "internal"].join(".");
    if (checkZoneName(below, path).length === 0) return [];
    const rule =
      "is not a name below the zone: lowercase letters, digits and inner hyphens in labels, or * as the first";
    return [{ ...problem, rule, remedy: "use one such as api, without the name of the zone" }];
  });

/** The whole names of the zone's records: the zone itself first, then each name below it. */
export function recordName(name: string, zoneName: string): string {
  return `${name}.${zoneName}`;
}

/** Refuses keys that cannot be parts of logical names. */
export function checkZoneVpcKeys(vpcs: Readonly<Record<string, unknown>>, path: string): Problem[] {
  return Object.keys(vpcs).flatMap((key) => checkShortName(key, at(path, key)));
}

/** Whether a private zone answers in place of a service's private DNS name, which may begin with a wildcard. */
export function shadows(zoneName: string, privateDnsName: string): boolean {
  if (!privateDnsName.startsWith(`${WILDCARD}.`)) return covers(zoneName, privateDnsName);
  const domain = privateDnsName.slice(WILDCARD.length + 1);
  return covers(zoneName, domain) || covers(domain, zoneName);
}

/** What is said of a zone that answers in place of the private DNS name. */
export function shadowWarning(zoneName: string, privateDnsName: string): string {
  return (
    `The private zone ${zoneName} answers in place of the service's private DNS name ${privateDnsName} in its VPCs: ` +
    "names in it that have no record there do not resolve, and AWS refuses to turn the private name on beside it. " +
    'Choose another zoneName, or use dns "privateName".'
  );
}

/** Whether a name is a zone's own or below it. */
function covers(zoneName: string, name: string): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}
