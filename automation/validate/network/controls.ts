import ipaddr from "ipaddr.js";
import type { Facts } from "../facts";
import { knownValue } from "../known";
import type { NetworkPlan } from "./plan";

/** An address and a port where nothing can answer. */
export interface Control {
  readonly address: string;
  readonly port: number;
}

/** AWS reserves the first four addresses of a subnet; it uses those before this one, and keeps this one for later. */
const KEPT_FOR_LATER = 3;

/**
 * Where to connect to before a connection to the endpoint is taken for one: the ports that are tried, at the address
 * that AWS keeps free in a subnet of the endpoint. Empty where no subnet is known.
 */
export function controlsOf(facts: Facts, plan: NetworkPlan): Control[] {
  const used = new Set((knownValue(facts.interfaces) ?? []).map(({ subnetId }) => subnetId));
  const [cidr] = (knownValue(facts.subnets) ?? [])
    .filter(({ subnetId }) => used.has(subnetId))
    .flatMap(({ cidrs }) => cidrs.filter((one) => ipaddr.IPv4.isValidCIDR(one)));
  if (cidr === undefined) return [];
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(cidr).toByteArray();
  bytes[3] = (bytes[3] ?? 0) + KEPT_FOR_LATER;
  const address = ipaddr.fromByteArray(bytes).toString();
  return plan.ports.map(({ port }) => ({ address, port }));
}
