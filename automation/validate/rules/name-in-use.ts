import { regionalDnsEntry } from "../../../components/lib/endpoint-dns";
import type { EndpointFacts, Facts, ServiceFacts, ZoneFacts } from "../facts";
import { knownValue } from "../known";
import type { Target } from "../target";

const WILDCARD = "*.";
/** Stands for any name that a wildcard covers. */
const ANY_LABEL = "privatelink-validate";

/**
 * The name by which clients connect: the one that the user said; that of the suggested private zone, where the VPC has
 * the zone and private DNS is off; the private DNS name of a service that has one; otherwise the endpoint's own name.
 * Undefined while there is no endpoint.
 */
export function nameInUse(facts: Facts, target: Target): string | undefined {
  if (target.name !== undefined) return target.name;
  const endpoint = knownValue(facts.endpoint);
  const privateName = privateDnsName(knownValue(facts.service), target);
  const { suggestedZoneName } = target;
  const zones = knownValue(facts.zones) ?? [];
  const hasZone = suggestedZoneName !== undefined && zones.some(({ name }) => name === suggestedZoneName);
  if (hasZone && !endpoint?.privateDnsEnabled) return suggestedZoneName;
  if (privateName !== undefined) return concrete(privateName);
  return endpoint === undefined || endpoint.dnsNames.length === 0 ? undefined : regionalName(endpoint);
}

/** The service's private DNS name, from AWS or else from the hand-off; it may begin with a wildcard. */
export function privateDnsName(service: ServiceFacts | undefined, target: Target): string | undefined {
  return service?.privateDnsNames[0] ?? target.privateDnsName;
}

/** Whether AWS made the name for the endpoint; public DNS answers it too. */
export function isEndpointName(name: string, endpoint: EndpointFacts | undefined): boolean {
  return endpoint?.dnsNames.includes(name) ?? false;
}

/** Whether a name is the private DNS name or one that its wildcard covers. */
export function isCovered(name: string, privateName: string): boolean {
  if (!privateName.startsWith(WILDCARD)) return name === privateName;
  const domain = privateName.slice(WILDCARD.length);
  return name.endsWith(`.${domain}`) && name.length > domain.length + 1;
}

/** Name of the zone that AWS makes for a private DNS name. */
export function zoneOf(privateName: string): string {
  return privateName.startsWith(WILDCARD) ? privateName.slice(WILDCARD.length) : privateName;
}

/** The zones that hold a name, the one that answers first: the most specific wins. */
export function zonesOf(name: string, zones: readonly ZoneFacts[]): readonly ZoneFacts[] {
  return zones
    .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
    .toSorted((a, b) => b.name.length - a.name.length);
}

/**
 * The name that the service's certificate should have: the one that the user said, otherwise the one in use; where that
 * is AWS's own, which no provider has a certificate for, the service's private name.
 */
export function tlsNameInUse(facts: Facts, target: Target): string | undefined {
  if (target.tlsName !== undefined) return target.tlsName;
  const name = nameInUse(facts, target);
  const privateName = privateDnsName(knownValue(facts.service), target);
  if (name === undefined || privateName === undefined) return name;
  return isEndpointName(name, knownValue(facts.endpoint)) ? concrete(privateName) : name;
}

function concrete(privateName: string): string {
  return privateName.startsWith(WILDCARD) ? `${ANY_LABEL}.${zoneOf(privateName)}` : privateName;
}

function regionalName({ dnsNames }: EndpointFacts): string {
  return regionalDnsEntry(dnsNames.map((dnsName) => ({ dnsName, hostedZoneId: "" }))).dnsName;
}
