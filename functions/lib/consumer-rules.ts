import { checkShortName } from "../../components/lib/names";
import { at } from "../../components/lib/path";
import { type Check, type Problem, show } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import { checkEndpointId } from "../../components/lib/resource-ids";
import type { Rule } from "../../components/lib/schema/judge";
import { checkWhole } from "../../components/lib/whole-numbers";
import { checkAccountId, checkConsumerPrincipals } from "./account-rules";
import type { ConsumerInput } from "./consumer-schema";
import { checkInstant, instantOf } from "./dates";

/**
 * Longest values. Together they keep an entry below 70 KB, so that a transaction of a hundred items, which may have
 * 4 MB, always holds what it is given.
 */
export const LONGEST = {
  name: 64,
  plan: 64,
  contact: 254,
  notes: 2000,
  principals: 50,
  services: 100,
  regions: 100,
  endpointIds: 1000,
} as const;

const SHORTEST_NAME = 2;
const MOST_CONNECTIONS = 10_000;
const PRODUCT_CODE = /^[-a-zA-Z0-9/=:_.@]{1,255}$/;
const LICENSE_ARN = /^arn:aws[a-z-]*:license-manager:[a-z0-9-]*:\d{12}:license[:/]l-[0-9a-zA-Z-]{1,64}$/;
const LINE_BREAKS_AND_TABS = /[\n\r\t]/g;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Every rule over the terms of one consumer; `account` is its account, where the input has one that can be read. */
export const consumerRules = (account: string | undefined): readonly Rule<ConsumerInput>[] => [
  ({ name }) => checkConsumerName(name, "name"),
  (terms) => checkAccountId(terms.account, "account"),
  ({ principals = [] }) => checkConsumerPrincipals(account)(principals, "principals"),
  ({ principals = [] }) => checkCount(principals, "principals", LONGEST.principals),
  ({ plan }) => checkText(plan, "plan", LONGEST.plan),
  ({ contact }) => checkText(contact, "contact", LONGEST.contact),
  ({ notes }) => checkText(notes, "notes", LONGEST.notes, { lines: true }),
  ({ validFrom, validUntil }) => checkPeriod(validFrom, validUntil),
  ({ regions }) => checkSet(regions, "regions", LONGEST.regions, checkRegion),
  ({ services }) => checkSet(services, "services", LONGEST.services, checkShortName),
  ({ endpointIds }) => checkSet(endpointIds, "endpointIds", LONGEST.endpointIds, checkEndpointId),
  ({ maxConnections }) => checkMaxConnections(maxConnections, "maxConnections"),
  ({ marketplace }) => checkMarketplace(marketplace, "marketplace"),
];

const checkConsumerName: Check<string> = (value, path) => {
  const malformed = checkShortName(value, path);
  if (malformed.length > 0) return malformed;
  return checkLength(value, path, SHORTEST_NAME, LONGEST.name);
};

function checkPeriod(validFrom: string | undefined, validUntil: string | undefined): Problem[] {
  const problems = [
    ...(validFrom === undefined ? [] : checkInstant(validFrom, "validFrom")),
    ...(validUntil === undefined ? [] : checkInstant(validUntil, "validUntil")),
  ];
  if (problems.length > 0 || validFrom === undefined || validUntil === undefined) return problems;
  if (instantOf(validFrom) < instantOf(validUntil)) return [];
  const rule = `is not after validFrom, ${show(validFrom)}`;
  return [{ path: "validUntil", value: validUntil, rule, remedy: "use a later one, or an earlier validFrom" }];
}

/** Zero is refused: it would leave requests pending for ever, and many read it as "any number". */
function checkMaxConnections(value: number | undefined, path: string): Problem[] {
  if (value !== 0) return checkWhole(value, path, { min: 1, max: MOST_CONNECTIONS });
  const remedy = "leave it out for any number; to admit none, suspend or end the consumer";
  return [{ path, value, rule: "admits no connection, and rejects none either", remedy }];
}

function checkMarketplace(value: ConsumerInput["marketplace"], path: string): Problem[] {
  if (value === undefined) return [];
  const { productCode, licenseArn } = value;
  const problems: Problem[] = [];
  if (!PRODUCT_CODE.test(productCode)) {
    const remedy = "use the code that AWS Marketplace shows for the product, such as 4ab2xkexample7w9q0zt5cfgh3";
    const rule = "is not a product code of AWS Marketplace";
    problems.push({ path: at(path, "productCode"), value: productCode, rule, remedy });
  }
  if (licenseArn !== undefined && !LICENSE_ARN.test(licenseArn)) {
    const remedy = "use the LicenseArn that AWS Marketplace gave, arn:aws:license-manager::<account>:license:l-<id>";
    problems.push({ path: at(path, "licenseArn"), value: licenseArn, rule: "is not the ARN of a licence", remedy });
  }
  return problems;
}

/** A list that narrows what the consumer may do: not empty, nothing twice, each element in order. */
function checkSet(values: readonly string[] | undefined, path: string, most: number, check: Check<string>): Problem[] {
  if (values === undefined) return [];
  if (values.length === 0) {
    const remedy = "leave it out where nothing is to be excluded";
    return [{ path, value: values, rule: "is empty, which would exclude everything", remedy }];
  }
  const problems = values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (first === index) return check(value, at(path, index));
    return [{ path: at(path, index), value, rule: `is the same as ${at(path, first)}`, remedy: "list it once" }];
  });
  return [...checkCount(values, path, most), ...problems];
}

function checkCount(values: readonly string[], path: string, most: number): Problem[] {
  if (values.length <= most) return [];
  return [{ path, value: values.length, rule: `are more than ${most}`, remedy: `list ${most} at most` }];
}

function checkText(
  value: string | undefined,
  path: string,
  longest: number,
  { lines = false }: { lines?: boolean } = {},
): Problem[] {
  if (value === undefined) return [];
  if (value.trim() === "") return [{ path, value, rule: "is blank", remedy: "write something, or leave it out" }];
  const controlled = lines ? value.replaceAll(LINE_BREAKS_AND_TABS, "") : value;
  if (CONTROL_CHARACTER.test(controlled)) {
    const rule = lines ? "has control characters" : "has control characters or line breaks";
    return [{ path, value, rule, remedy: "remove them" }];
  }
  return checkLength(value, path, 1, longest);
}

function checkLength(value: string, path: string, shortest: number, longest: number): Problem[] {
  if (value.length >= shortest && value.length <= longest) return [];
  const rule = `has ${value.length} ${value.length === 1 ? "character" : "characters"}`;
  return [{ path, value, rule, remedy: `use ${shortest} to ${longest}` }];
}
