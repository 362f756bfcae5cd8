import { type Range, rangesOf } from "../address/ranges";
import type { VpcFacts } from "../facts";
import type { Target } from "../target";

/** Addresses from which clients connect. */
export interface ClientAddresses {
  readonly ranges: readonly Range[];
  /** Whether the user said so; otherwise they are all of the VPC, of which perhaps only some are clients. */
  readonly said: boolean;
}

/** The addresses that the user said, or those of the VPC in the families in which the endpoint has addresses. */
export function clientAddresses(target: Target, vpc: VpcFacts, endpointAddresses: readonly Range[]): ClientAddresses {
  const { cidrs } = target.clients;
  if (cidrs.length > 0) return { ranges: rangesOf(cidrs), said: true };
  const families = new Set(endpointAddresses.map(({ family }) => family));
  return {
    ranges: rangesOf(vpc.cidrs).filter(({ family }) => families.size === 0 || families.has(family)),
    said: false,
  };
}
