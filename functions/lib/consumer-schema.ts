import * as z from "zod";
import { type Judged, judge, type Rule } from "../../components/lib/schema/judge";
import { documented, valueAt } from "../../components/lib/schema/keys";
import { accountOf, numberAsAccount } from "./account-rules";
import { type Consumer, ConsumerStatus } from "./consumer";
import { consumerRules } from "./consumer-rules";
import { instantOf } from "./dates";

const DATE = "a date such as `2027-01-31`, which begins at 00:00 UTC, or an instant with its offset";

const marketplace = z.strictObject({
  productCode: documented(z.string(), {
    description: "Code of the AWS Marketplace product that it has bought.",
    examples: ["4ab2xkexample7w9q0zt5cfgh3"],
  }),
  licenseArn: documented(z.string().optional(), {
    description: "ARN of its licence; without it the entitlement is looked up by account.",
    examples: ["arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"],
  }),
});

/** The terms of a consumer as operators write them, in a file or as options of a command. */
export const consumerInput = z.strictObject({
  name: documented(z.string(), {
    description: "Name by which operators call it, unique in the registry. Cannot change.",
    rule: "2 to 64 lowercase letters, digits and inner hyphens, beginning with a letter.",
    examples: ["acme"],
  }),
  account: documented(z.string(), {
    description: "AWS account that owns its endpoints, unique in the registry. Cannot change.",
    rule: "12 digits, as text.",
    examples: ["123456789012"],
  }),
  principals: documented(z.array(z.string()).optional(), {
    description: "ARNs of the only roles and users of the account that may create endpoints.",
    absent: "the whole account",
    rule: "Of that account, without a path; never `*`. At most 50.",
    examples: [["arn:aws:iam::123456789012:role/network"]],
  }),
  status: documented(z.enum(ConsumerStatus).optional(), {
    description: "Whether it may connect.",
    absent: "`active`",
  }),
  plan: documented(z.string().optional(), {
    description: "What it has bought, for people.",
    rule: "At most 64 characters.",
    examples: ["gold"],
  }),
  validFrom: documented(z.string().optional(), {
    description: "Instant from which it may connect.",
    absent: "at once",
    unit: DATE,
    examples: ["2026-02-01"],
  }),
  validUntil: documented(z.string().optional(), {
    description: "Instant from which it may no longer connect.",
    absent: "without end",
    unit: DATE,
    rule: "After `validFrom`.",
    examples: ["2027-01-31"],
  }),
  regions: documented(z.array(z.string()).optional(), {
    description: "Regions in which its endpoints may be.",
    absent: "all",
    examples: [["us-east-1"]],
  }),
  services: documented(z.array(z.string()).optional(), {
    description: "Names of the services that it may connect to.",
    absent: "all",
    rule: "At most 100.",
    examples: [["order-processor"]],
  }),
  maxConnections: documented(z.int().optional(), {
    description: "Connections that it may have to one service in one Region.",
    absent: "any number",
    rule: "1 to 10000. Who may have none is suspended or ended.",
    examples: [2],
  }),
  endpointIds: documented(z.array(z.string()).optional(), {
    description: "The only endpoints that may connect.",
    absent: "any of the account",
    rule: "At most 1000.",
    examples: [["vpce-0123456789abcdef0"]],
  }),
  marketplace: documented(marketplace.optional(), {
    description: "What AWS Marketplace knows it by.",
    absent: "not a customer by AWS Marketplace",
  }),
  contact: documented(z.string().optional(), {
    description: "Whom to write to.",
    rule: "At most 254 characters.",
    examples: ["network@acme.example"],
  }),
  notes: documented(z.string().optional(), { description: "Free text.", rule: "At most 2000 characters." }),
});

/** What `consumerInput` lets through. */
export type ConsumerInput = z.output<typeof consumerInput>;

/** Keys of a consumer's terms, in the order in which people see them. */
export const CONSUMER_KEYS = Object.keys(consumerInput.shape) as readonly (keyof ConsumerInput)[];

/** Who changes the registry, and when. */
export interface Authorship {
  readonly now: Date;
  /** ARN of the operator. */
  readonly actor: string;
}

/** A new entry at revision 1, or everything that is wrong with the input. */
export function newConsumer(input: unknown, { now, actor }: Authorship): Judged<Consumer> {
  const judged = judgeTerms(input);
  if ("problems" in judged) return judged;
  const at = now.toISOString();
  return { value: { ...judged.value, revision: 1, createdAt: at, updatedAt: at, updatedBy: actor } };
}

/**
 * The entry after the changes, at the next revision, or everything that is wrong with it. A key that is `null` is taken
 * away. Changes that change nothing give the consumer itself, so that nothing needs to be written.
 */
export function changedConsumer(
  consumer: Consumer,
  changes: Readonly<Record<string, unknown>>,
  { now, actor }: Authorship,
): Judged<Consumer> {
  const wanted = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...termsOf(consumer), ...Object.fromEntries(wanted) });
  const kept = Object.fromEntries(merged.filter(([, value]) => value !== null));
  const judged = judgeTerms(kept, fixedRules(consumer));
  if ("problems" in judged) return judged;
  if (sameTerms(judged.value, consumer)) return { value: consumer };
  const { revision, createdAt } = consumer;
  return {
    value: { ...judged.value, revision: revision + 1, createdAt, updatedAt: now.toISOString(), updatedBy: actor },
  };
}

/** A consumer without what the registry keeps about its entry: what an export has, and an import takes. */
export type Terms = Omit<Consumer, "revision" | "createdAt" | "updatedAt" | "updatedBy">;

/** The terms of an entry, in the order of `CONSUMER_KEYS`. */
export function termsOf(consumer: Terms): Terms {
  const { name, account, principals, status, ...rest } = consumer;
  const others = CONSUMER_KEYS.flatMap((key) => {
    const value = key in rest ? rest[key as keyof typeof rest] : undefined;
    return value === undefined ? [] : [[key, value]];
  });
  return { name, account, principals, status, ...Object.fromEntries(others) };
}

/** Whether two entries say the same; the order of their lists does not count. */
export function sameTerms(one: Terms, other: Terms): boolean {
  return JSON.stringify(normalised(one)) === JSON.stringify(normalised(other));
}

function judgeTerms(input: unknown, further: readonly Rule<ConsumerInput>[] = []): Judged<Terms> {
  const account = accountOf(valueAt(input, ["account"]));
  const judged = judge(consumerInput, input, [...consumerRules(account), ...further]);
  if ("value" in judged) return { value: normalised(judged.value) };
  const problems = judged.problems.map((problem) =>
    problem.path === "account" && typeof problem.value === "number"
      ? numberAsAccount(problem.value, problem.path)
      : problem,
  );
  return { problems };
}

/** Name and account are the keys under which the entry is found; another one is another consumer. */
function fixedRules(consumer: Consumer): Rule<ConsumerInput>[] {
  const check = (key: "name" | "account") => (terms: ConsumerInput) => {
    if (terms[key] === consumer[key]) return [];
    const rule = `is not the consumer's ${key}, ${JSON.stringify(consumer[key])}, which cannot change`;
    return [{ path: key, value: terms[key], rule, remedy: "add another consumer, and end this one" }];
  };
  return [check("name"), check("account")];
}

function normalised(terms: Terms | ConsumerInput): Terms {
  const sorted = (values: readonly string[] | undefined) => (values === undefined ? undefined : [...values].sort());
  const instant = (text: string | undefined) => (text === undefined ? undefined : instantOf(text));
  return termsOf({
    ...terms,
    status: terms.status ?? ConsumerStatus.Active,
    principals: sorted(terms.principals) ?? [],
    validFrom: instant(terms.validFrom),
    validUntil: instant(terms.validUntil),
    regions: sorted(terms.regions),
    services: sorted(terms.services),
    endpointIds: sorted(terms.endpointIds),
  });
}
