import { createHash } from "node:crypto";
import { at } from "./path";
import type { Problem } from "./problem";

/** Private DNS of an endpoint service, as far as it is plain. */
export interface PrivateDnsTerms {
  readonly name: string;
  /** Whether a hosted zone for the TXT record is given; its id may not be known yet. */
  readonly hasHostedZone: boolean;
  readonly verify: boolean;
}

const LONGEST_NAME = 253;
const WILDCARD = "*.";
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Private DNS name of a service: lowercase, fully qualified, with a wildcard as the first label at most. */
export function checkPrivateDnsName(value: string, path: string): Problem[] {
  return nameProblems(
    value,
    value.startsWith(WILDCARD) ? value.slice(WILDCARD.length) : value,
    path,
    "api.example.com",
  );
}

/** Name of a hosted zone: lowercase and fully qualified, without a wildcard. */
export function checkZoneName(value: string, path: string): Problem[] {
  return nameProblems(value, value, path, "orders.endpoints.internal");
}

/** Private DNS name together with the way in which its ownership is proven. */
export function checkPrivateDns(terms: PrivateDnsTerms, path: string): Problem[] {
  const problems = checkPrivateDnsName(terms.name, at(path, "name"));
  if (terms.verify && !terms.hasHostedZone) {
    problems.push({
      path: at(path, "hostedZoneId"),
      value: undefined,
      rule: `is needed to prove that ${terms.name} is yours`,
      remedy:
        "give the id of the public hosted zone for the TXT record, or set verify to false and make the record by hand",
    });
  }
  return problems;
}

/** Where the TXT record belongs that proves ownership of `dnsName`; a wildcard is proven at the domain below it. */
export function verificationRecordName(recordLabel: string, dnsName: string): string {
  return `${recordLabel}.${dnsName.startsWith(WILDCARD) ? dnsName.slice(WILDCARD.length) : dnsName}`;
}

/** Short, stable mark of a DNS name for logical names: another name gives another resource. */
export function dnsNameHash(dnsName: string): string {
  return createHash("sha256").update(dnsName).digest("hex").slice(0, 8);
}

function nameProblems(value: string, hostname: string, path: string, example: string): Problem[] {
  const problem = (rule: string, remedy: string): Problem[] => [{ path, value, rule, remedy }];
  if (value !== value.toLowerCase()) return problem("has capital letters", `write it as ${value.toLowerCase()}`);
  if (value.endsWith(".")) return problem("ends in a dot", `write it as ${value.replace(/\.+$/, "")}`);
  if (value.length > LONGEST_NAME) {
    return problem(`has ${value.length} characters, more than ${LONGEST_NAME}`, "use a shorter name");
  }
  const labels = hostname.split(".");
  if (labels.length < 2) return problem("is not a fully qualified DNS name", `use a name such as ${example}`);
  const bad = labels.find((label) => !LABEL.test(label));
  if (bad === undefined) return [];
  return problem(
    `is not a DNS name: its label "${bad}" is not 1 to 63 letters, digits and inner hyphens`,
    `use a name such as ${example}`,
  );
}
