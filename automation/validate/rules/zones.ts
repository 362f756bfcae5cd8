import { sortZoneIds } from "../../../components/lib/availability-zones";
import { counted } from "../../../components/lib/words";
import { commonZones } from "../../../components/lib/zone-match";
import type { EndpointFacts, Facts, ServiceFacts, SubnetFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { knownValue, whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";
import { isOfService } from "./endpoint";

const SUBJECT = "Availability Zones";

/** Whether the endpoint is in zones of the service, and in as many as the VPC allows. Ids are compared, never names. */
export function zoneFindings(facts: Facts, target: Target): readonly Finding[] {
  const { endpoint, subnets, service } = facts;
  return whenKnown(
    "zones",
    SUBJECT,
    [endpoint, subnets],
    (found: EndpointFacts | undefined, all: readonly SubnetFacts[]) => {
      const own = isOfService(found, target)
        ? all.filter(({ subnetId }) => found.subnetIds.includes(subnetId))
        : undefined;
      if (target.region !== target.serviceRegion) return own === undefined ? [] : [crossing(own, target)];
      const serviceZones = zonesOfService(knownValue(service), target);
      if (serviceZones === undefined) return [notKnown()];
      return own === undefined ? [possible(serviceZones, all)] : [covered(serviceZones, own, all)];
    },
  );
}

function zonesOfService(service: ServiceFacts | undefined, { zoneIds }: Target): readonly string[] | undefined {
  return service !== undefined && service.zoneIds.length > 0 ? service.zoneIds : zoneIds;
}

function notKnown(): Finding {
  const remedy = "Give the provider's hand-off with --handoff, which lists them.";
  return unknown("zones", SUBJECT, "AWS does not say in which zones the service is.", remedy);
}

function crossing(own: readonly SubnetFacts[], { serviceRegion }: Target): Finding {
  const cause = `The endpoint is in ${orNone(idsOf(own))}. The service is in ${serviceRegion}, so the zones need not match.`;
  return ok("zones", SUBJECT, cause);
}

/** Before there is an endpoint: whether one can be made. */
function possible(serviceZones: readonly string[], all: readonly SubnetFacts[]): Finding {
  const common = commonZones(serviceZones, idsOf(all));
  if (common.length > 0) {
    return ok("zones", SUBJECT, `The VPC has subnets in ${orNone(common)}, where the service is too.`);
  }
  return fail(
    "zones",
    SUBJECT,
    `The VPC has subnets in ${orNone(idsOf(all))}, the service is in ${orNone(sortZoneIds(serviceZones))}.`,
    "Make a subnet in one of the service's zones, by zone id: zone names differ between accounts.",
  );
}

function covered(serviceZones: readonly string[], own: readonly SubnetFacts[], all: readonly SubnetFacts[]): Finding {
  const zones = idsOf(own);
  const strange = own.filter(({ zoneId }) => !serviceZones.includes(zoneId));
  if (zones.length === 0) {
    return fail("zones", SUBJECT, "The endpoint has no subnet.", "Put a subnet in one of the service's zones into it.");
  }
  if (strange.length > 0) {
    return fail(
      "zones",
      SUBJECT,
      `The endpoint is in ${orNone(idsOf(strange))} by ${orNone(strange.map(({ subnetId }) => subnetId))}, but the service is in ${orNone(sortZoneIds(serviceZones))}.`,
      "Take these subnets out of the endpoint, and put in others that are in the service's zones.",
    );
  }
  const cause = `The endpoint is in ${orNone(zones)}, ${zones.length} of the service's ${counted(serviceZones.length, "zone")}.`;
  const further = commonZones(serviceZones, idsOf(all)).filter((zoneId) => !zones.includes(zoneId));
  return zones.length > 1 || further.length === 0
    ? ok("zones", SUBJECT, cause)
    : ok("zones", SUBJECT, cause, `A subnet in ${orNone(further)} as well would survive the loss of ${orNone(zones)}.`);
}

function idsOf(subnets: readonly SubnetFacts[]): string[] {
  return sortZoneIds(new Set(subnets.map(({ zoneId }) => zoneId)));
}
