import { type Finding, unknown } from "../finding";
import type { Observations } from "../network/observations";
import type { NetworkPlan } from "../network/plan";
import type { Vantage } from "../network/vantage";
import { connectionFindings } from "./connections";
import { handshakeFindings } from "./handshakes";
import { requestFindings } from "./requests";
import { resolutionFindings } from "./resolution";

/** Everything that follows from what a host saw over the network. */
export function networkFindings(plan: NetworkPlan, seen: Observations, vantage: Vantage): readonly Finding[] {
  const { resolution, connections, handshakes, requests } = seen;
  return [
    ...resolutionFindings(plan, resolution, vantage),
    ...connectionFindings(plan, connections, vantage),
    ...handshakeFindings(plan, connections, handshakes),
    ...requestFindings(plan, connections, requests),
  ];
}

/** Said instead, while there is no endpoint with addresses. */
export function noNetwork(): Finding {
  return unknown(
    "resolution",
    "Name and connections",
    "They were not tried, because no addresses of an endpoint are known.",
    "Put right first what is wrong above.",
  );
}
