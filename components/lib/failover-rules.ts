import { checkZoneName } from "./dns-names";
import { RoutingMode } from "./failover-plan";
import { checkWeighting, type Weighting } from "./failover-weights";
import { checkShortName } from "./names";
import { checkOneOf } from "./one-of";
import { at } from "./path";
import type { Check, Problem } from "./problem";
import { checkRegion } from "./regions";

/** An endpoint as far as the rules are about it; what is an Output is there or not. */
export interface EndpointTerms {
  readonly endpointId?: unknown;
  readonly dnsName?: unknown;
  readonly hostedZoneId?: unknown;
  readonly region?: string;
  readonly health?: { readonly traffic?: unknown };
}

/** Settings of a failover that have to go together, whatever the values of Outputs are in the end. */
export interface FailoverTerms {
  readonly routing: string;
  readonly endpoints: Readonly<Record<string, EndpointTerms>>;
  readonly order?: readonly string[];
  readonly weights?: Weighting["weights"];
  readonly shift?: Weighting["shift"];
  readonly zone?: { readonly vpcs: readonly unknown[] };
  readonly hostedZoneId?: unknown;
}

const FEWEST_ENDPOINTS = 2;
/** Route 53 takes no more weighted records of one name. */
const MOST_ENDPOINTS = 100;

/** Everything that does not go together. */
export function checkFailoverTerms(terms: FailoverTerms): Problem[] {
  return [
    ...checkOneOf(Object.values(RoutingMode))(terms.routing, "routing"),
    ...checkEndpoints(terms.endpoints),
    ...checkZoneSource(terms),
    ...checkOrder(terms),
    ...checkShares(terms),
    ...checkLatency(terms),
  ];
}

function checkEndpoints(endpoints: FailoverTerms["endpoints"]): Problem[] {
  const keys = Object.keys(endpoints);
  const problems = keys.flatMap((key) => {
    const path = at("endpoints", key);
    const { region } = endpoints[key] ?? {};
    return [
      ...checkShortName(key, path),
      ...checkTarget(endpoints[key] ?? {}, path),
      ...checkAnother(key, endpoints),
      ...(region === undefined ? [] : checkRegion(region, at(path, "region"))),
    ];
  });
  if (keys.length >= FEWEST_ENDPOINTS && keys.length <= MOST_ENDPOINTS) return problems;
  const rule = `are ${keys.length} endpoints, and there is a choice between ${FEWEST_ENDPOINTS} to ${MOST_ENDPOINTS}`;
  const remedy = keys.length < FEWEST_ENDPOINTS ? "name another one" : "remove some";
  return [{ path: "endpoints", value: keys, rule, remedy }, ...problems];
}

function checkTarget({ endpointId, dnsName, hostedZoneId, health }: EndpointTerms, path: string): Problem[] {
  const named = [dnsName, hostedZoneId].filter((value) => value !== undefined).length;
  const problem = (value: unknown, rule: string, remedy: string): Problem[] => [{ path, value, rule, remedy }];
  const remedy = "give either endpointId, or dnsName together with hostedZoneId";
  if (endpointId !== undefined && named > 0) {
    return problem("endpointId and dnsName or hostedZoneId", "are two answers to one question", remedy);
  }
  if (endpointId === undefined && named === 0) return problem(undefined, "does not say which endpoint it is", remedy);
  if (named === 1) {
    const [given, missing] = dnsName === undefined ? ["hostedZoneId", "dnsName"] : ["dnsName", "hostedZoneId"];
    return problem(given, "is only half of what an alias record needs", `give ${missing} too`);
  }
  if (endpointId !== undefined || health?.traffic === undefined) return [];
  return [
    {
      path: at(at(path, "health"), "traffic"),
      value: health.traffic,
      rule: "is of metrics that AWS has by the endpoint's id, and there is none",
      remedy: "give endpointId in place of dnsName and hostedZoneId, or use a probe",
    },
  ];
}

/** Refuses an endpoint that is there under another key already, as far as that can be seen. */
function checkAnother(key: string, endpoints: FailoverTerms["endpoints"]): Problem[] {
  const { endpointId, dnsName } = endpoints[key] ?? {};
  const twin = Object.keys(endpoints).find((other) => {
    const { endpointId: id, dnsName: name } = endpoints[other] ?? {};
    return (id !== undefined && id === endpointId) || (name !== undefined && name === dnsName);
  });
  if (twin === undefined || twin === key) return [];
  const rule = `is the same endpoint as ${twin}, and takes nobody's place`;
  return [{ path: at("endpoints", key), value: key, rule, remedy: "name another endpoint, or remove it" }];
}

function checkZoneSource({ zone, hostedZoneId }: FailoverTerms): Problem[] {
  if ((zone === undefined) === (hostedZoneId === undefined)) {
    const both = zone !== undefined;
    const value = both ? "zone and hostedZoneId" : undefined;
    const rule = both ? "are two answers to one question" : "is needed, or hostedZoneId";
    return [{ path: "zone", value, rule, remedy: "give exactly one of the two" }];
  }
  if (zone === undefined || zone.vpcs.length > 0) return [];
  const remedy = "name the VPCs of the clients";
  return [{ path: "zone.vpcs", value: [], rule: "is empty, and a private zone needs a VPC", remedy }];
}

function checkOrder({ routing, endpoints, order }: FailoverTerms): Problem[] {
  if (routing !== RoutingMode.Failover) return meaningless({ order }, routing, RoutingMode.Failover);
  const keys = Object.keys(endpoints);
  const path = "order";
  if (order === undefined) {
    const rule = 'is needed for routing "failover", because keys of an object have no order';
    return [{ path, value: undefined, rule, remedy: `list ${keys.join(", ")}, the first choice first` }];
  }
  const problems = order.flatMap((value, index): Problem[] => {
    const problem = { path: at(path, index), value };
    if (order.indexOf(value) < index) return [{ ...problem, rule: "appears twice", remedy: "remove one of them" }];
    if (keys.includes(value)) return [];
    return [{ ...problem, rule: "is not one of the endpoints", remedy: `use one of ${keys.join(", ")}` }];
  });
  const missing = keys.filter((key) => !order.includes(key));
  if (missing.length > 0) {
    const remedy = `add ${missing.join(", ")} where it belongs, or remove it from endpoints`;
    problems.push({ path, value: order, rule: `leaves out ${missing.join(", ")}`, remedy });
  }
  return [...problems, ...checkFirstChoices(order.slice(0, -1), endpoints)];
}

/** Without a health check an endpoint is always healthy, and nothing after it is ever used. */
function checkFirstChoices(keys: readonly string[], endpoints: FailoverTerms["endpoints"]): Problem[] {
  return keys.flatMap((key): Problem[] => {
    if (!Object.hasOwn(endpoints, key) || endpoints[key]?.health !== undefined) return [];
    return [
      {
        path: at(at("endpoints", key), "health"),
        value: undefined,
        rule: "is needed, because Route 53 never leaves an endpoint whose health it does not know",
        remedy: "give a probe, traffic or an alarm; only the last in the order needs none",
      },
    ];
  });
}

function checkShares({ routing, endpoints, weights, shift }: FailoverTerms): Problem[] {
  if (routing !== RoutingMode.Weighted) return meaningless({ weights, shift }, routing, RoutingMode.Weighted);
  return checkWeighting({ keys: Object.keys(endpoints), weights, shift });
}

function meaningless(given: Readonly<Record<string, unknown>>, routing: string, needed: string): Problem[] {
  return Object.entries(given).flatMap(([path, value]): Problem[] => {
    if (value === undefined) return [];
    const rule = `has no meaning with routing "${routing}"`;
    return [{ path, value, rule, remedy: `leave it out, or use routing "${needed}"` }];
  });
}

function checkLatency({ routing, endpoints }: FailoverTerms): Problem[] {
  if (routing !== RoutingMode.Latency) return [];
  const seen = new Map<string, string>();
  return Object.entries(endpoints).flatMap(([key, { region }]): Problem[] => {
    const problem = { path: at(at("endpoints", key), "region"), value: region };
    if (region === undefined) {
      const remedy = "name the Region that the endpoint is in";
      return [{ ...problem, rule: 'is needed for routing "latency"', remedy }];
    }
    const other = seen.get(region);
    seen.set(region, other ?? key);
    if (other === undefined) return [];
    const rule = `is the Region of ${other} too, and Route 53 takes one latency record of a Region`;
    return [{ ...problem, rule, remedy: 'use routing "failover" or "weighted" within a Region' }];
  });
}

/** A name together with the zone that it is to be in. */
export interface NameInZone {
  readonly dnsName: string;
  readonly zoneName: string;
}

/** Refuses a name outside of its zone. */
export const checkNameInZone: Check<NameInZone> = ({ dnsName, zoneName }, path) => {
  if (dnsName === zoneName || dnsName.endsWith(`.${zoneName}`)) return [];
  const remedy = `use ${zoneName} or a name that ends in .${zoneName}`;
  return [{ path, value: dnsName, rule: `is not in the zone ${zoneName}`, remedy }];
};

const LONGEST_NAME = 253;

/** Refuses what is not the name of a record, or leaves no room for the names of the sets below it. */
export function checkFailoverName(sets: readonly string[]): Check<string> {
  const longest = LONGEST_NAME - 1 - Math.max(...sets.map((set) => set.length));
  return (value, path) => {
    const problems = checkZoneName(value, path);
    if (problems.length > 0 || value.length <= longest) return problems;
    const rule = `has ${value.length} characters, more than ${longest}, which leaves no room for record sets below it`;
    return [{ path, value, rule, remedy: "use a shorter name" }];
  };
}

const ENDPOINT_NAME = /^vpce-(?!svc-)[0-9a-z-]+\.[0-9a-z.-]+\.vpce\.amazonaws\.com$/;

/** Refuses what is not a DNS name that AWS made for an interface endpoint. */
export const checkEndpointDnsName: Check<string> = (value, path) => {
  if (ENDPOINT_NAME.test(value)) return [];
  const remedy = "use the endpoint's own name, vpce-<id>-<hash>.vpce-svc-<id>.<region>.vpce.amazonaws.com";
  return [{ path, value, rule: "is not the DNS name of an interface endpoint", remedy }];
};
