import { isIPv4 } from "node:net";
import { checkZoneId } from "./availability-zones";
import { checkOneOf } from "./one-of";
import { at } from "./path";
import { PortProtocol, TargetType } from "./port-spec";
import type { ResolvedPort } from "./ports";
import type { Problem } from "./problem";
import { checkRuleCidrs } from "./rule-cidrs";
import { checkWhole } from "./whole-numbers";

/** Which zones' addresses the load balancer's own DNS name answers with to clients in its VPC. */
export const ClientRoutingPolicy = {
  AnyAvailabilityZone: "any_availability_zone",
  AvailabilityZoneAffinity: "availability_zone_affinity",
  PartialAvailabilityZoneAffinity: "partial_availability_zone_affinity",
} as const;
export type ClientRoutingPolicy = (typeof ClientRoutingPolicy)[keyof typeof ClientRoutingPolicy];

/** Address families of a load balancer. */
export const LoadBalancerIpAddressType = { Ipv4: "ipv4", Dualstack: "dualstack" } as const;
export type LoadBalancerIpAddressType = (typeof LoadBalancerIpAddressType)[keyof typeof LoadBalancerIpAddressType];

/** Settings of a load balancer before defaults, apart from its ports. */
export interface LoadBalancerSpec {
  readonly clientRoutingPolicy?: string;
  readonly ipAddressType?: string;
  readonly addresses?: Readonly<Record<string, string>>;
  readonly enforceInboundRulesOnPrivateLink?: boolean;
  readonly allowedClientCidrs?: readonly string[];
  readonly secondaryIpsPerSubnet?: number;
  readonly targetSecurityGroupIds?: Readonly<Record<string, unknown>>;
}

/** What the rules need to know besides the settings; zones are unknown while a stack file is read. */
export interface LoadBalancerContext {
  readonly ports: readonly ResolvedPort<unknown>[];
  readonly zoneIds?: readonly string[];
}

const SECONDARY_ADDRESSES = { min: 0, max: 7, unit: "addresses" };

/** What AWS would refuse in the settings, and settings that shut everybody out. */
export function checkLoadBalancer(spec: LoadBalancerSpec, path: string, context: LoadBalancerContext): Problem[] {
  return [
    ...checkMember(ClientRoutingPolicy, spec.clientRoutingPolicy, at(path, "clientRoutingPolicy")),
    ...checkMember(LoadBalancerIpAddressType, spec.ipAddressType, at(path, "ipAddressType")),
    ...checkDualstack(spec, path, context),
    ...checkAddresses(spec.addresses ?? {}, at(path, "addresses"), context.zoneIds),
    ...checkRuleCidrs(spec.allowedClientCidrs ?? [], at(path, "allowedClientCidrs")),
    ...checkEnforcement(spec, path),
    ...checkReach(spec, path, context),
    ...checkWhole(spec.secondaryIpsPerSubnet, at(path, "secondaryIpsPerSubnet"), SECONDARY_ADDRESSES),
  ];
}

function checkMember(set: Readonly<Record<string, string>>, value: string | undefined, path: string): Problem[] {
  return value === undefined ? [] : checkOneOf(Object.values(set))(value, path);
}

function checkDualstack({ ipAddressType }: LoadBalancerSpec, path: string, { ports }: LoadBalancerContext): Problem[] {
  if (ipAddressType !== LoadBalancerIpAddressType.Dualstack) return [];
  const udp = ports.filter(({ protocol }) => protocol === PortProtocol.Udp || protocol === PortProtocol.TcpUdp);
  if (udp.length === 0) return [];
  const rule = `cannot be combined with listeners of UDP (${udp.map(({ key }) => key).join(", ")})`;
  return [{ path: at(path, "ipAddressType"), value: ipAddressType, rule, remedy: "use ipv4" }];
}

function checkAddresses(
  addresses: Readonly<Record<string, string>>,
  path: string,
  zoneIds: readonly string[] | undefined,
): Problem[] {
  const all = Object.values(addresses);
  return Object.entries(addresses).flatMap(([zoneId, value], index): Problem[] => {
    const here = at(path, zoneId);
    const malformed = checkZoneId(zoneId, here);
    if (malformed.length > 0) return malformed;
    if (zoneIds !== undefined && !zoneIds.includes(zoneId)) {
      const rule = `is not among the load balancer's zones, ${zoneIds.join(", ")}`;
      return [{ path: here, value: zoneId, rule, remedy: "use one of them, or remove the address" }];
    }
    if (!isIPv4(value)) {
      return [{ path: here, value, rule: "is not an IPv4 address", remedy: "use a free one of the zone's subnet" }];
    }
    if (all.indexOf(value) < index) {
      return [{ path: here, value, rule: "is given twice", remedy: "give each zone an address of its own subnet" }];
    }
    return [];
  });
}

function checkEnforcement(spec: LoadBalancerSpec, path: string): Problem[] {
  if (!spec.enforceInboundRulesOnPrivateLink || (spec.allowedClientCidrs ?? []).length > 0) return [];
  const rule = "lets no consumer in, because allowedClientCidrs is empty";
  const remedy = "list the consumers' client addresses in allowedClientCidrs, or set it to false";
  return [{ path: at(path, "enforceInboundRulesOnPrivateLink"), value: true, rule, remedy }];
}

// Addresses get rules of their own, instances those of their fleet; of a load balancer only its security group is known.
function checkReach(spec: LoadBalancerSpec, path: string, { ports }: LoadBalancerContext): Problem[] {
  const groups = spec.targetSecurityGroupIds ?? {};
  const unreachable = ports.filter(({ targetType }) => targetType === TargetType.Alb).map(({ key }) => key);
  if (unreachable.length === 0 || Object.keys(groups).length > 0) return [];
  const rule = `opens no way to the Application Load Balancer of ${unreachable.join(", ")}`;
  const remedy = "give its security group, such as { web: sg-0123456789abcdef0 }";
  return [{ path: at(path, "targetSecurityGroupIds"), value: spec.targetSecurityGroupIds, rule, remedy }];
}
