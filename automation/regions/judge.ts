import { counted, listed } from "../../components/lib/words";
import { type Answer, QUOTAS, type Quota, type QuotaCode, type RegionFacts } from "./facts";
import { type Finding, FindingState, ok, problem, unknown } from "./finding";
import type { Needs } from "./needs";
import { judgeVcpus, STANDARD_VCPUS } from "./vcpus";

/** One zone is no protection against the loss of one. */
const FEWEST_ZONES = 2;
/** AWS leaves no fewer invocations to functions that reserve none; Lambda guide, reserved concurrency. */
const UNRESERVED = 100;

/** Whether the account may use a Region. */
export function judgeOptIn(region: string, answer: Answer<string | undefined>): Finding {
  const subject = "Region";
  if ("reason" in answer) return unknown(subject, clause(answer.reason));
  if (answer.value === undefined) return problem(subject, `EC2 does not know ${region}; check its name`);
  if (answer.value !== "not-opted-in") return ok(subject, `${region} is enabled`);
  const command = `aws account enable-region --region-name ${region}`;
  return problem(subject, `${region} is not enabled in the account; run ${command}, wait until it is, and try again`);
}

/** What AWS has of what a stack needs. */
export function judge(needs: Needs, facts: RegionFacts, region: string): Finding[] {
  const { zones, findings } = judgeZones(needs, facts, region);
  return [
    ...findings,
    judgeCount("VPCs", "L-F678F1CE", needs.vpcs, facts.vpcs, facts, region),
    judgeCount("Load balancers", "L-69A177A2", 1, facts.loadBalancers, facts, region),
    judgeEndpointServices(facts, region),
    ...judgeTargets(needs, zones, facts, region),
    ...judgeVcpus(
      needs,
      zones,
      facts.vcpus,
      facts.quotas[STANDARD_VCPUS],
      `ask for more by ${increase(STANDARD_VCPUS, region)}`,
    ),
    ...(needs.reservedConcurrency === 0 ? [] : [judgeConcurrency(needs.reservedConcurrency, facts, region)]),
  ];
}

/** The zones that the stack would have, as far as they are known. */
function judgeZones(
  { instanceTypes, excludeZoneIds }: Needs,
  { zoneIds, offered }: RegionFacts,
  region: string,
): { readonly zones: readonly string[]; readonly findings: Finding[] } {
  const subject = "Zones";
  if ("reason" in zoneIds) return { zones: [], findings: [unknown(subject, clause(zoneIds.reason))] };
  const all = zoneIds.value.filter((zoneId) => !excludeZoneIds.includes(zoneId));
  if ("reason" in offered) return { zones: all, findings: [unknown("Instance type", clause(offered.reason))] };
  const zones = all.filter((zoneId) => instanceTypes.every((type) => offered.value[type]?.includes(zoneId)));
  const perType = instanceTypes.map((type) => {
    const lacking = all.filter((zoneId) => !offered.value[type]?.includes(zoneId));
    const have = all.length - lacking.length;
    const without = lacking.length === 0 ? "" : `; not in ${listed(lacking)}, which the stack leaves out`;
    const text = `${type} is offered in ${have} of ${counted(all.length, "zone")}${without}`;
    if (have >= FEWEST_ZONES || lacking.length === 0) return ok("Instance type", text);
    return problem(
      "Instance type",
      `${type} is offered in ${have} of ${counted(all.length, "zone")} of ${region}; choose another one by --instance-type`,
    );
  });
  // A type that too few zones offer is what is wrong, and not the zones.
  if (perType.some(({ state }) => state === FindingState.Problem)) return { zones, findings: perType };
  const text = `the stack would have ${zones.length === 0 ? "no zone" : `${counted(zones.length, "zone")}: ${listed(zones)}`}`;
  const remedy = "exclude fewer zones, or use other instance types";
  const own =
    zones.length >= FEWEST_ZONES
      ? ok(subject, text)
      : problem(subject, `${text}, and needs ${FEWEST_ZONES}; ${remedy}`);
  return { zones, findings: [own, ...perType] };
}

function judgeCount(
  subject: string,
  code: QuotaCode,
  need: number,
  used: Answer<number>,
  { quotas }: RegionFacts,
  region: string,
): Finding {
  if (need === 0) return ok(subject, "none is needed");
  if ("reason" in used) return unknown(subject, clause(used.reason));
  const quota = quotas[code];
  if ("reason" in quota) return unknown(subject, clause(quota.reason));
  return room(subject, used.value, need, quota.value, `quota ${code}`, `ask for more by ${increase(code, region)}`);
}

function judgeEndpointServices({ endpointServices, endpointServiceQuota }: RegionFacts, region: string): Finding {
  const subject = "Endpoint services";
  if ("reason" in endpointServices) return unknown(subject, clause(endpointServices.reason));
  if ("reason" in endpointServiceQuota) return unknown(subject, clause(endpointServiceQuota.reason));
  const used = endpointServices.value;
  const quota = endpointServiceQuota.value;
  if (quota === undefined) return unknown(subject, `${used} in use; AWS publishes no quota for them`);
  return room(
    subject,
    used,
    1,
    quota,
    `quota ${JSON.stringify(quota.name)}`,
    `ask for more in Service Quotas of ${region}`,
  );
}

function room(subject: string, used: number, need: number, { value }: Quota, which: string, remedy: string): Finding {
  const text = `${used} of ${value} in use, ${need} more needed`;
  return used + need <= value ? ok(subject, text) : problem(subject, `${text} (${which}); ${remedy}, or free some`);
}

function judgeTargets(needs: Needs, zones: readonly string[], { quotas }: RegionFacts, region: string): Finding[] {
  if (needs.instanceTypes.length === 0 || zones.length === 0) return [];
  const inZone = zones.map((zoneId) => needs.targetsIn(zoneId));
  const most = Math.max(...inZone);
  const all = inZone.reduce((sum, count) => sum + count, 0);
  // With cross-zone load balancing each target counts in every zone.
  const counts = [
    { subject: "Targets in a zone", code: "L-B211E961", need: needs.crossZone ? all : most },
    { subject: "Targets", code: "L-EEF1AD04", need: all },
  ] as const;
  return counts.map(({ subject, code, need }) => {
    const quota = quotas[code];
    if ("reason" in quota) return unknown(subject, clause(quota.reason));
    const text = `at most ${need}, and the load balancer may have ${quota.value.value}`;
    if (need <= quota.value.value) return ok(subject, text);
    return problem(
      subject,
      `${text} (quota ${code}); ask for more by ${increase(code, region)}, or lower fleet.perZone.max`,
    );
  });
}

function judgeConcurrency(need: number, { quotas }: RegionFacts, region: string): Finding {
  const subject = "Lambda concurrency";
  const quota = quotas["L-B99A9384"];
  if ("reason" in quota) return unknown(subject, clause(quota.reason));
  const { value } = quota.value;
  const text = `${value} in all, of which the approval function reserves ${need}, and ${UNRESERVED} must stay unreserved`;
  if (value >= need + UNRESERVED) return ok(subject, `${text}; what other functions reserve is not looked at`);
  return problem(subject, `${text} (quota L-B99A9384); ask for more by ${increase("L-B99A9384", region)}`);
}

function increase(code: QuotaCode, region: string): string {
  return `aws service-quotas request-service-quota-increase --region ${region} --service-code ${QUOTAS[code]} --quota-code ${code} --desired-value ...`;
}

/** A sentence without its full stop. */
function clause(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
