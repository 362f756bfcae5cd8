import type { Finding } from "./finding";
import type { ConsumerClients } from "./gather/clients";
import { observe } from "./network/observe";
import type { NetworkPlan } from "./network/plan";
import { isInVpc, ownMacs, Vantage, vantageOf } from "./network/vantage";
import type { ValidateOptions } from "./options";
import { readProbeResult } from "./probe/result";
import { networkOf, type ReportNetwork } from "./report";
import { networkFindings, noNetwork } from "./rules/network";

export interface NetworkPart {
  readonly findings: readonly Finding[];
  readonly network: ReportNetwork | null;
}

/** What is seen over the network: by the script whose result is given, otherwise from this host, or not at all. */
export async function networkPart(
  options: ValidateOptions,
  plan: NetworkPlan | undefined,
  { ec2 }: ConsumerClients,
  clock: () => Date,
): Promise<NetworkPart> {
  const { probeResult, probe, network, inside, dnsServer } = options;
  if (probeResult === undefined && (!network || probe !== undefined)) return { findings: [], network: null };
  if (plan === undefined) return { findings: [noNetwork()], network: null };
  if (probeResult !== undefined) {
    const seen = await readProbeResult(probeResult, plan);
    return { findings: networkFindings(plan, seen, Vantage.Inside), network: networkOf("probe", seen) };
  }
  const [seen, isOwn] = await Promise.all([
    observe(plan, { dnsServer, clock }),
    inside === true || isInVpc(ec2, plan.vpcId, ownMacs()),
  ]);
  const vantage = vantageOf(seen, isOwn);
  return { findings: networkFindings(plan, seen, vantage), network: networkOf(vantage, seen) };
}
