import { type Problem, sentence } from "../../components/lib/problem";
import type { Consumer, MarketplaceSubscription } from "../../functions/lib/consumer";
import { checkAccountText } from "./file/account-text";

/** Options that give the terms of a consumer. */
export interface TermsOptions {
  readonly principal?: readonly string[];
  readonly plan?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly region?: readonly string[];
  readonly service?: readonly string[];
  readonly maxConnections?: string;
  readonly endpoint?: readonly string[];
  readonly marketplaceProduct?: string;
  readonly licence?: string;
  readonly contact?: string;
  readonly notes?: string;
}

/** Options by the key path of the value that they give. */
const OPTION_OF: Readonly<Record<string, string>> = {
  name: "NAME",
  account: "--account",
  principals: "--principal",
  plan: "--plan",
  validFrom: "--valid-from",
  validUntil: "--valid-until",
  regions: "--region",
  services: "--service",
  maxConnections: "--max-connections",
  endpointIds: "--endpoint",
  "marketplace.productCode": "--marketplace-product",
  "marketplace.licenseArn": "--licence",
  contact: "--contact",
  notes: "--notes",
};

/** The given terms, by key of a consumer. A licence goes with a product: that of `before`, where none is given. */
export function termsOfOptions(options: TermsOptions, before?: Consumer): Record<string, unknown> {
  const { principal, plan, validFrom, validUntil, region, service, maxConnections, endpoint } = options;
  const { marketplaceProduct, licence, contact, notes } = options;
  const given = {
    principals: principal,
    plan,
    validFrom,
    validUntil,
    regions: region,
    services: service,
    maxConnections: maxConnections === undefined ? undefined : numberIn(maxConnections),
    endpointIds: endpoint,
    marketplace:
      marketplaceProduct === undefined && licence === undefined
        ? undefined
        : withMarketplace(before?.marketplace, {
            ...(marketplaceProduct === undefined ? {} : { productCode: marketplaceProduct }),
            ...(licence === undefined ? {} : { licenseArn: licence }),
          }),
    contact,
    notes,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * A subscription of which only a part was given: the product stays, and the licence as long as the product is the same.
 * A licence that is `null` is taken away.
 */
export function withMarketplace(
  before: MarketplaceSubscription | undefined,
  given: { readonly productCode?: unknown; readonly licenseArn?: unknown },
): Record<string, unknown> {
  const productCode = given.productCode ?? before?.productCode;
  const kept = productCode === before?.productCode ? before?.licenseArn : undefined;
  const licenseArn = given.licenseArn === undefined ? kept : given.licenseArn;
  return {
    ...(productCode === undefined ? {} : { productCode }),
    ...(licenseArn === undefined || licenseArn === null ? {} : { licenseArn }),
  };
}

/** What is wrong with terms that came as options, one sentence a line. */
export function optionProblems(problems: readonly Problem[]): string {
  return problems
    .flatMap((problem) => {
      const mangled = problem.path === "account" ? checkAccountText(problem.value, problem.path) : [];
      return mangled.length > 0 ? mangled : [problem];
    })
    .map((problem) => sentence({ ...problem, path: optionOf(problem.path) }))
    .join("\n");
}

function optionOf(path: string): string {
  const bare = path.replace(/\[\d+\]/g, "");
  return OPTION_OF[bare] ?? bare;
}

/** A number where it is one; else the text, which the rules refuse as what it is. */
function numberIn(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** What `--clear` takes, and what each does to an entry: the options without which a consumer can be. */
export const CLEARABLE = {
  principal: () => ({ principals: null }),
  plan: () => ({ plan: null }),
  "valid-from": () => ({ validFrom: null }),
  "valid-until": () => ({ validUntil: null }),
  region: () => ({ regions: null }),
  service: () => ({ services: null }),
  "max-connections": () => ({ maxConnections: null }),
  endpoint: () => ({ endpointIds: null }),
  "marketplace-product": () => ({ marketplace: null }),
  licence: ({ marketplace }: Consumer) => ({
    marketplace: marketplace === undefined ? null : withMarketplace(marketplace, { licenseArn: null }),
  }),
  contact: () => ({ contact: null }),
  notes: () => ({ notes: null }),
} as const satisfies Readonly<Record<string, (before: Consumer) => Record<string, unknown>>>;
export type Clearable = keyof typeof CLEARABLE;
