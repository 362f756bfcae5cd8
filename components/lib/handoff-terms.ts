import type { Check, Problem } from "./problem";

/** Who decides about a connection. */
export const AcceptedBy = {
  /** Nobody: the service takes connections of all whom it admits. */
  Nobody: "nobody",
  /** The provider's registry, by itself. */
  Registry: "registry",
  /** A person of the provider. */
  Person: "person",
} as const;
export type AcceptedBy = (typeof AcceptedBy)[keyof typeof AcceptedBy];

/** How a connection gets accepted. */
export interface HandoffAcceptance {
  readonly by: AcceptedBy;
  /** Minutes within which the registry decides; only with `registry`. */
  readonly withinMinutes?: number;
  /** What has to hold for it, each a whole sentence. */
  readonly conditions: readonly string[];
}

/** Whom the document is for. */
export interface HandoffConsumer {
  /** Name by which the provider calls the consumer. */
  readonly name: string;
  /** The reader's own AWS account, whose endpoints are accepted. */
  readonly account: string;
  /** ARNs of the principals of that account that may create the endpoint. */
  readonly principals: readonly string[];
  /** Connections that it may have in one Region; absent for any number. */
  readonly maxConnections?: number;
}

/** What an endpoint costs its owner in a month, in one Region. */
export interface HandoffCost {
  /** Region of the endpoint. */
  readonly region: string;
  /** Availability Zones that the endpoint is in, for this sum; 1 in another Region than the service's, whose zones differ. */
  readonly zones: number;
  /** Hours that are charged in a month: those of a month in each zone. */
  readonly endpointHours: number;
  /** Prices; absent where none is known for the Region. */
  readonly price?: {
    readonly currency: string;
    /** For each hour in each zone. */
    readonly perEndpointHour: number;
    /** For each gigabyte, in both directions, before volume discounts. */
    readonly perGigabyte: number;
    /** All endpoint-hours of the month, before data. */
    readonly perMonth: number;
    /** Month in which the prices were looked up, for example `2026-05`. */
    readonly asOf: string;
  };
  /** Page that has the prices of today. */
  readonly source: string;
}

/** What a provider and one reader have agreed on, as far as it concerns the connection. */
export interface HandoffTerms {
  /** Instant at which the document was written. */
  readonly writtenAt: string;
  readonly provider: { readonly account: string };
  /** Absent in a document for anybody. */
  readonly consumer?: HandoffConsumer;
  /** Regions in which the reader may make endpoints; the first one is what the formats begin with. */
  readonly endpointRegions: readonly string[];
  readonly acceptance: HandoffAcceptance;
  /** Instant from which connections are accepted; absent for at once. */
  readonly validFrom?: string;
  /** Instant from which connections are cut; absent for no end. */
  readonly validUntil?: string;
  /** For each of `endpointRegions`. */
  readonly costs: readonly HandoffCost[];
}

const ACCOUNT = /^\d{12}$/;
/** Date, time and offset: a date alone is another instant in each time zone. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Refuses terms that a reader cannot tell its account, its Regions or the decision from. The rest is for people. */
export const checkHandoffTerms: Check<Readonly<Record<string, unknown>>> = (terms, path) => {
  const { provider, consumer, endpointRegions, acceptance, costs, writtenAt, validFrom, validUntil } = terms;
  const wrong = (field: string, value: unknown, rule: string): Problem[] => [
    { path: `${path}.${field}`, value, rule, remedy: "ask the provider for the document again" },
  ];
  const account = (field: string, value: unknown): Problem[] =>
    typeof value === "string" && ACCOUNT.test(value) ? [] : wrong(field, value, "is not an account id of 12 digits");
  const instant = (field: string, value: unknown): Problem[] =>
    typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
      ? []
      : wrong(field, value, "is not an instant, such as 2026-11-21T10:00:00Z");
  const texts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
  const by = fieldOf(acceptance, "by");
  return [
    ...instant("writtenAt", writtenAt),
    ...(validFrom === undefined ? [] : instant("validFrom", validFrom)),
    ...(validUntil === undefined ? [] : instant("validUntil", validUntil)),
    ...account("provider.account", fieldOf(provider, "account")),
    ...(consumer === undefined ? [] : account("consumer.account", fieldOf(consumer, "account"))),
    ...(consumer === undefined || texts(fieldOf(consumer, "principals"))
      ? []
      : wrong("consumer.principals", fieldOf(consumer, "principals"), "is not a list of texts")),
    ...(texts(endpointRegions) && (endpointRegions as unknown[]).length > 0
      ? []
      : wrong("endpointRegions", endpointRegions, "is not a list with at least one Region")),
    ...(Object.values<unknown>(AcceptedBy).includes(by)
      ? []
      : wrong("acceptance.by", by, `is not one of ${Object.values(AcceptedBy).join(", ")}`)),
    ...(texts(fieldOf(acceptance, "conditions"))
      ? []
      : wrong("acceptance.conditions", fieldOf(acceptance, "conditions"), "is not a list of texts")),
    ...(Array.isArray(costs) ? [] : wrong("costs", costs, "is not a list")),
  ];
};

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
