import { resolvedWeights, type Weighting } from "./failover-weights";

/** How Route 53 chooses among the endpoints. */
export const RoutingMode = {
  /** The first endpoint in the order that is healthy. */
  Failover: "failover",
  /** Each healthy endpoint by its part of the traffic. */
  Weighted: "weighted",
  /** The healthy endpoint in the Region nearest to the client's VPC. */
  Latency: "latency",
} as const;
export type RoutingMode = (typeof RoutingMode)[keyof typeof RoutingMode];

/** What Route 53 goes by when it chooses a record of a set. */
export type RecordPolicy =
  | { readonly failover: "PRIMARY" | "SECONDARY" }
  | { readonly weight: number }
  | { readonly region: string };

/** A record of one of the sets. */
export interface PlannedRecord {
  /** Part of logical names. */
  readonly key: string;
  /** The set that it belongs to: a label below the name that clients use. */
  readonly set: string;
  readonly setIdentifier: string;
  readonly policy: RecordPolicy;
  /** What it is an alias of: an endpoint, or another set. */
  readonly target: { readonly endpoint: string } | { readonly set: string };
}

/** The sets of records of one routing mode. */
export interface RecordPlan {
  /** The set that the name leads to. */
  readonly set: string;
  /** Records in an order in which a set comes before whatever leads to it. */
  readonly records: readonly PlannedRecord[];
}

/** What a plan is made from; the rules have been checked. */
export interface RoutingTerms extends Weighting {
  readonly routing: RoutingMode;
  /** First choice first. */
  readonly order: readonly string[];
  readonly regions: Readonly<Record<string, string>>;
}

/**
 * The records that share the traffic. Each mode has sets of its own below the name, because Route 53 takes no record of
 * one policy beside records of another: a change of mode makes the new set first and then moves the name over.
 */
export function planRecords(terms: RoutingTerms): RecordPlan {
  const { routing, keys, order, regions } = terms;
  if (routing === RoutingMode.Failover) return { set: failoverSet(1), records: failoverRecords(order) };
  const weights = resolvedWeights(terms);
  const policy = (key: string): RecordPolicy =>
    routing === RoutingMode.Weighted ? { weight: weights[key] ?? 0 } : { region: regions[key] ?? "" };
  const records = keys.map((key) => ({
    key: `${routing}-${key}`,
    set: routing,
    setIdentifier: key,
    policy: policy(key),
    target: { endpoint: key },
  }));
  return { set: routing, records };
}

/**
 * A chain of pairs: a first choice, and a second one that is either the last endpoint or the next pair. A record's
 * identity is its role, not its endpoint: Route 53 takes one PRIMARY and one SECONDARY of a name, so that endpoints
 * change places only by changing what the two lead to.
 */
function failoverRecords(order: readonly string[], step = 1): PlannedRecord[] {
  const [first = "", second = "", ...others] = order;
  const set = failoverSet(step);
  const record = (role: "PRIMARY" | "SECONDARY", target: PlannedRecord["target"]): PlannedRecord => {
    const setIdentifier = role.toLowerCase();
    return { key: `${set}-${setIdentifier}`, set, setIdentifier, policy: { failover: role }, target };
  };
  const primary = record("PRIMARY", { endpoint: first });
  if (others.length === 0) return [primary, record("SECONDARY", { endpoint: second })];
  const next = failoverRecords([second, ...others], step + 1);
  return [...next, primary, record("SECONDARY", { set: failoverSet(step + 1) })];
}

function failoverSet(step: number): string {
  return step === 1 ? "failover" : `failover-${step}`;
}
