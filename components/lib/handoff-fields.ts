import { checkZoneId } from "./availability-zones";
import { checkPrivateDnsName, checkZoneName } from "./dns-names";
import { checkHandoffTerms } from "./handoff-terms";
import { at } from "./path";
import type { Check, Problem } from "./problem";
import { checkServiceName } from "./service-names";

const ASK_AGAIN = "ask the provider for the document again";
const PROTOCOLS: readonly string[] = ["TCP", "TLS", "UDP", "TCP_UDP"];
const ADDRESS_TYPES: readonly string[] = ["ipv4", "ipv6"];

/** What each field of a hand-off must be. A field that a later minor release adds is left alone. */
const FIELDS: Readonly<Record<string, Check<unknown>>> = {
  name: text(),
  serviceName: text(checkServiceName),
  region: text(),
  supportedRegions: list(text()),
  availabilityZoneIds: list(text(checkZoneId)),
  ports: list(portFields),
  privateDnsName: nullable(text(checkPrivateDnsName)),
  suggestedZoneName: text(checkZoneName),
  acceptanceRequired: flag,
  ipAddressTypes: list(text(oneOf(ADDRESS_TYPES))),
};

const PORT_FIELDS: Readonly<Record<string, Check<unknown>>> = {
  name: text(),
  port: portNumber,
  protocol: text(oneOf(PROTOCOLS)),
};

/** Everything that is wrong with the fields of a hand-off, among it a service name of another Region than its own. */
export function checkHandoffFields(document: Readonly<Record<string, unknown>>, path: string): Problem[] {
  const problems = [...fieldProblems(FIELDS, document, path), ...termsProblems(document.terms, at(path, "terms"))];
  if (problems.length > 0) return problems;
  return checkServiceName(String(document.serviceName), at(path, "serviceName"), String(document.region));
}

/** Documents without terms are as good: those of a stack's outputs have none. */
function termsProblems(terms: unknown, path: string): Problem[] {
  if (terms === undefined) return [];
  return isRecord(terms) ? checkHandoffTerms(terms, path) : wrong(terms, path, "is not a list of terms by name");
}

/** Whether a JSON value is an object, neither a list nor null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldProblems(
  fields: Readonly<Record<string, Check<unknown>>>,
  document: Readonly<Record<string, unknown>>,
  path: string,
): Problem[] {
  return Object.entries(fields).flatMap(([field, check]) => {
    const value = document[field];
    if (value !== undefined) return check(value, at(path, field));
    return [{ path: at(path, field), value, rule: "is not in the document", remedy: ASK_AGAIN }];
  });
}

function text(check?: Check<string>): Check<unknown> {
  return (value, path) => {
    if (typeof value !== "string" || value === "") return wrong(value, path, "is not a text");
    return check === undefined ? [] : check(value, path);
  };
}

function list(check: Check<unknown>): Check<unknown> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length === 0) return wrong(value, path, "is not a list with at least one entry");
    return value.flatMap((entry: unknown, index) => check(entry, at(path, index)));
  };
}

function nullable(check: Check<unknown>): Check<unknown> {
  return (value, path) => (value === null ? [] : check(value, path));
}

function oneOf(allowed: readonly string[]): Check<string> {
  return (value, path) => (allowed.includes(value) ? [] : wrong(value, path, `is not one of ${allowed.join(", ")}`));
}

function flag(value: unknown, path: string): Problem[] {
  return typeof value === "boolean" ? [] : wrong(value, path, "is neither true nor false");
}

function portNumber(value: unknown, path: string): Problem[] {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535) return [];
  return wrong(value, path, "is not a port from 1 to 65535");
}

function portFields(value: unknown, path: string): Problem[] {
  return isRecord(value) ? fieldProblems(PORT_FIELDS, value, path) : wrong(value, path, "is not a port with its name");
}

function wrong(value: unknown, path: string, rule: string): Problem[] {
  return [{ path, value, rule, remedy: ASK_AGAIN }];
}
