import type { EndpointFacts, Facts, ServiceFacts, ZoneFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { knownValue, whenKnown } from "../known";
import type { Target } from "../target";
import { isOfService } from "./endpoint";
import { isCovered, isEndpointName, nameInUse, privateDnsName, zoneOf, zonesOf } from "./name-in-use";
import { isAvailable } from "./state";

const OTHERWISE = "Where clients use another name, say it with --name.";

/** Whether private DNS is on where clients use the private name, and can be turned on. */
export function privateDnsFindings(facts: Facts, target: Target): readonly Finding[] {
  const subject = "Private DNS";
  return whenKnown(
    "private-dns",
    subject,
    [facts.endpoint, facts.service],
    (endpoint: EndpointFacts | undefined, service: ServiceFacts | undefined) => {
      if (!isOfService(endpoint, target)) return [];
      const privateName = privateDnsName(service, target);
      if (privateName === undefined) {
        return [
          ok("private-dns", subject, `The service has no private DNS name; clients use ${nameInUse(facts, target)}.`),
        ];
      }
      return [
        endpoint.privateDnsEnabled ? turnedOn(privateName, service) : turnedOff(privateName, endpoint, facts, target),
      ];
    },
  );
}

function turnedOn(privateName: string, service: ServiceFacts | undefined): Finding {
  const state = service?.privateDnsState;
  const cause = `${privateName} is turned on for the endpoint.`;
  if (state === undefined || state === "verified") return ok("private-dns", "Private DNS", cause);
  return ok(
    "private-dns",
    "Private DNS",
    `${cause} The provider's proof of the domain is ${state}, which keeps new endpoints from the name but not this one.`,
    "Tell the provider that the domain has to be verified again.",
  );
}

function turnedOff(privateName: string, endpoint: EndpointFacts, facts: Facts, target: Target): Finding {
  const subject = "Private DNS";
  const name = nameInUse(facts, target);
  const cause = `${privateName} is not turned on for the endpoint`;
  const zones = zonesOf(name ?? "", knownValue(facts.zones) ?? []);
  if (name === undefined || !isCovered(name, privateName) || zones.length > 0) {
    return ok("private-dns", subject, `${cause}; clients use ${name ?? "no name yet"}.`);
  }
  const state = knownValue(facts.service)?.privateDnsState;
  if (state !== undefined && state !== "verified") {
    return fail(
      "private-dns",
      subject,
      `${cause}, and cannot be: the provider's proof of the domain is ${state}.`,
      "Ask the provider to verify the domain; until then clients can use another name, said with --name.",
    );
  }
  const turn = `aws ec2 modify-vpc-endpoint --region ${target.region} --vpc-endpoint-id ${endpoint.endpointId} --private-dns-enabled`;
  if (!isAvailable(endpoint)) {
    return fail(
      "private-dns",
      subject,
      `${cause}: it can only be once the provider has accepted the connection.`,
      `${OTHERWISE} Otherwise turn it on after the acceptance: ${turn}`,
    );
  }
  return fail(
    "private-dns",
    subject,
    `${cause}, so ${name} is resolved by public DNS.`,
    `${OTHERWISE} Otherwise turn it on: ${turn}`,
  );
}

/** Whether a private zone of the VPC answers for the name instead of the endpoint. */
export function privateZoneFindings(facts: Facts, target: Target): readonly Finding[] {
  const subject = "Private zones of the VPC";
  return whenKnown(
    "private-zone",
    subject,
    [facts.endpoint, facts.zones],
    (endpoint: EndpointFacts | undefined, zones: readonly ZoneFacts[]) => {
      const name = nameInUse(facts, target);
      if (!isOfService(endpoint, target) || name === undefined) return [];
      const [first] = zonesOf(
        name,
        zones.filter(({ ownedByService }) => !ownedByService),
      );
      const privateName = privateDnsName(knownValue(facts.service), target);
      const made =
        endpoint.privateDnsEnabled && privateName !== undefined && isCovered(name, privateName)
          ? zoneOf(privateName)
          : undefined;
      if (first === undefined) return uncovered(subject, name, endpoint, made, privateName);
      const zone = `${first.name} (${first.zoneId}, of ${first.owner})`;
      if (made !== undefined && first.name.length < made.length) {
        return [ok("private-zone", subject, `${zone} is less specific than ${made}, which AWS made for the endpoint.`)];
      }
      if (made !== undefined || isEndpointName(name, endpoint)) {
        return [
          fail(
            "private-zone",
            subject,
            `${zone} answers for ${name} and shadows the name that AWS made for the endpoint.`,
            `Take the zone away from ${endpoint.vpcId}, or give it a record ${name} that is an alias of ${endpoint.dnsNames[0] ?? "the endpoint"}.`,
          ),
        ];
      }
      return [
        ok("private-zone", subject, `${zone} answers for ${name}; what it answers is the check of the resolution.`),
      ];
    },
  );
}

function uncovered(
  subject: string,
  name: string,
  endpoint: EndpointFacts,
  made: string | undefined,
  privateName: string | undefined,
): Finding[] {
  if (made !== undefined || isEndpointName(name, endpoint)) {
    return [ok("private-zone", subject, `None shadows ${name}.`)];
  }
  // That private DNS is off is said by its own check.
  if (privateName !== undefined && isCovered(name, privateName)) return [];
  return [
    unknown(
      "private-zone",
      subject,
      `None answers for ${name}, so public DNS does, which may or may not lead to the endpoint.`,
      `See the check of the resolution, or make a private zone for ${endpoint.vpcId} with an alias record to ${endpoint.dnsNames[0] ?? "the endpoint"}.`,
    ),
  ];
}
