import { type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { isUnknown, number, type Properties, record, records, text } from "../values";

/** Inputs that make a record one of a set, and AWS's word for the set. */
const POLICIES: Readonly<Record<string, string>> = {
  weightedRoutingPolicies: "weighted",
  failoverRoutingPolicies: "failover",
  latencyRoutingPolicies: "latency",
  geolocationRoutingPolicies: "geolocation",
  geoproximityRoutingPolicy: "geoproximity",
  cidrRoutingPolicy: "CIDR",
  multivalueAnswerRoutingPolicy: "multivalue answer",
};
const HEAVIEST = 255;
const MOST_WEIGHTED = 100;

/** The input that says how a record is chosen; none for a simple record. */
function policyOf(inputs: Properties): string | undefined {
  return Object.keys(POLICIES).find((property) => inputs[property] !== undefined && inputs[property] !== false);
}

/** The one block of a policy. */
function block(inputs: Properties, property: string): Properties {
  return record(records(inputs[property])[0]);
}

/** What the provider and AWS say of a routing policy taken by itself. */
export function checkRouting(inputs: Properties): Refusal[] {
  const given = Object.keys(POLICIES).filter(
    (property) => inputs[property] !== undefined && inputs[property] !== false,
  );
  const [policy, other] = given;
  if (policy === undefined) {
    if (inputs.setIdentifier === undefined) return [];
    const message = `InvalidInput: Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none in Change with [Action=CREATE, Name=${inputs.name}, Type=${inputs.type}, SetIdentifier=${inputs.setIdentifier}]`;
    return [refuse("setIdentifier", message)];
  }
  const refusals: Refusal[] = [];
  if (other !== undefined) refusals.push(refuse(other, `conflicts with ${policy}`));
  if (inputs.setIdentifier === undefined) {
    refusals.push(refuse("setIdentifier", `must be given with ${policy}`));
  }
  return [...refusals, ...checkBlock(inputs, policy)];
}

function checkBlock(inputs: Properties, policy: string): Refusal[] {
  const missing = (name: string) => [refuse(policy, `Missing required argument "${name}"`)];
  const { weight, type, region } = block(inputs, policy);
  if (policy === "weightedRoutingPolicies") {
    if (weight === undefined) return missing("weight");
    const known = number(weight);
    if (known === undefined || (Number.isInteger(known) && known >= 0 && known <= HEAVIEST)) return [];
    return [refuse(policy, `InvalidInput: weight ${known} is not a whole number from 0 to ${HEAVIEST}`)];
  }
  if (policy === "latencyRoutingPolicies") return region === undefined ? missing("region") : [];
  if (policy !== "failoverRoutingPolicies") return [];
  if (type === undefined) return missing("type");
  const refusals: Refusal[] = [];
  if (!isUnknown(type) && type !== "PRIMARY" && type !== "SECONDARY") {
    refusals.push(refuse(policy, `expected type to be one of ["PRIMARY" "SECONDARY"], got ${type}`));
  }
  if (records(inputs.aliases).some((alias) => alias.evaluateTargetHealth !== true)) {
    refusals.push(refuse("aliases", "InvalidInput: a failover alias must have evaluateTargetHealth set to true"));
  }
  return refusals;
}

/** What AWS refuses beside the other records of the name and type. */
export function admitRouting({ inputs }: Pick<Making, "inputs">, name: string, twins: readonly Stored[]): Refusal[] {
  const own = policyOf(inputs);
  const others = twins.filter((twin) => twin.inputs.type === inputs.type);
  const set = `RRSet with DNS name ${name}., type ${inputs.type}`;
  const named = own === undefined ? set : `${set}, SetIdentifier ${inputs.setIdentifier}`;
  const beside = others.find((twin) => policyOf(twin.inputs) !== own);
  if (beside !== undefined) {
    const what = own === undefined ? "other RRSets exist" : `a non-${POLICIES[own]} set exists`;
    return [refuse("name", `InvalidChangeBatch: ${named} cannot be created as ${what} with the same name and type.`)];
  }
  if (own === undefined) return [];
  const blocks = others.map((twin) => block(twin.inputs, own));
  const { type, region } = block(inputs, own);
  const refusals: Refusal[] = [];
  if (own === "failoverRoutingPolicies" && text(type) !== undefined && blocks.some((b) => b.type === type)) {
    const message = `InvalidChangeBatch: ${named} cannot be created as a ${type} set exists with the same name and type.`;
    refusals.push(refuse(own, message));
  }
  if (own === "latencyRoutingPolicies" && text(region) !== undefined && blocks.some((b) => b.region === region)) {
    const message = `InvalidChangeBatch: ${named} cannot be created as a latency set of region ${region} exists with the same name and type.`;
    refusals.push(refuse(own, message));
  }
  if (own === "weightedRoutingPolicies" && others.length >= MOST_WEIGHTED) {
    const message = `InvalidChangeBatch: ${named} would be one of ${others.length + 1} sets, more than ${MOST_WEIGHTED}`;
    refusals.push(refuse(own, message));
  }
  return refusals;
}

/** An alias of a name in its own zone needs a record of that name and type. */
export function admitOwnAliases(
  { inputs, cloud, region }: Pick<Making, "inputs" | "cloud" | "region">,
  name: string,
): Refusal[] {
  const zone = cloud.find(T.Zone, text(inputs.zoneId) ?? "", region);
  if (zone === undefined) return [];
  const inZone = cloud.referrers(zone, T.Record);
  return records(inputs.aliases).flatMap((alias) => {
    const target = text(alias.name)?.replace(/\.$/, "");
    if (target === undefined || alias.zoneId !== zone.id || target === name) return [];
    if (inZone.some((other) => other.outputs.fqdn === target && other.inputs.type === inputs.type)) return [];
    const message = `InvalidChangeBatch: Tried to create an alias that targets ${target}., type ${inputs.type} in zone ${zone.id}, but that target was not found`;
    return [refuse("aliases", message)];
  });
}
