import type { Facts } from "../facts";
import { type Finding, unknown, Verdict } from "../finding";
import type { Target } from "../target";
import { callerFindings, regionFindings } from "./account";
import { clientGroupFindings } from "./client-groups";
import { endpointFindings } from "./endpoint";
import { interfaceFindings } from "./interfaces";
import { networkAclFindings } from "./network-acls";
import { privateDnsFindings, privateZoneFindings } from "./private-dns";
import { securityGroupFindings } from "./security-groups";
import { serviceFindings } from "./service";
import { stateFindings } from "./state";
import { termsFindings } from "./terms";
import { vpcFindings } from "./vpc";
import { dhcpFindings, vpcDnsFindings } from "./vpc-dns";
import { zoneFindings } from "./zones";

/** Everything that follows from what AWS says, in the order of the way. */
export function apiFindings(facts: Facts, target: Target, now = new Date()): readonly Finding[] {
  const findings = [
    ...callerFindings(facts, target),
    ...termsFindings(target, now),
    ...regionFindings(target),
    ...serviceFindings(facts, target),
    ...vpcFindings(facts, target),
    ...endpointFindings(facts, target),
    ...stateFindings(facts, target),
    ...zoneFindings(facts, target),
    ...interfaceFindings(facts, target),
    ...securityGroupFindings(facts, target),
    ...clientGroupFindings(facts, target),
    ...networkAclFindings(facts, target),
    ...vpcDnsFindings(facts, target),
    ...dhcpFindings(facts, target),
    ...privateDnsFindings(facts, target),
    ...privateZoneFindings(facts, target),
  ];
  return facts.isStopped === true ? findings : withoutRepetition(findings);
}

/** Of what is unknown for the same reason as something before, only that is said: the reason may be long. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const told = new Map<string, string>();
  return findings.map((finding) => {
    const { check, subject, verdict, cause } = finding;
    if (verdict !== Verdict.Unknown) return finding;
    const first = told.get(cause);
    if (first !== undefined)
      return unknown(check, subject, `It is not known either: see ${first}.`, "The remedy is the same.");
    told.set(cause, subject);
    return finding;
  });
}
