import type { Facts } from "./facts";
import type { Finding } from "./finding";
import type { ConsumerClients } from "./gather/clients";
import { knownValue } from "./known";
import { connect } from "./network/connect";
import { controlsOf } from "./network/controls";
import { observe } from "./network/observe";
import type { NetworkPlan } from "./network/plan";
import { isInVpc, ownMacs, standpointOf, Vantage } from "./network/vantage";
import type { ValidateOptions } from "./options";
import { readProbeResult } from "./probe/result";
import { networkOf, type ReportNetwork } from "./report";
import { doubted } from "./rules/doubt";
import { networkFindings, noNetwork } from "./rules/network";
import { isAvailable } from "./rules/state";

export interface NetworkPart {
  readonly findings: readonly Finding[];
  readonly network: ReportNetwork | null;
}

const BY_SCRIPT = "The script is taken for one that ran in the VPC.";

/** What is seen over the network: by the script whose result is given, otherwise from this host, or not at all. */
export async function networkPart(
  options: ValidateOptions,
  facts: Facts,
  plan: NetworkPlan | undefined,
  { ec2 }: ConsumerClients,
  clock: () => Date,
): Promise<NetworkPart> {
  const { probeResult, probe, network, inside, dnsServer } = options;
  if (probeResult === undefined && (!network || probe !== undefined)) return { findings: [], network: null };
  if (plan === undefined) return { findings: [noNetwork()], network: null };
  if (probeResult !== undefined) {
    const seen = await readProbeResult(probeResult, plan);
    return { findings: networkFindings(plan, seen, Vantage.Inside), network: networkOf("probe", seen, BY_SCRIPT) };
  }
  const [seen, isOwn, controls] = await Promise.all([
    observe(plan, { dnsServer, clock }),
    isInVpc(ec2, plan.vpcId, ownMacs()),
    Promise.all(controlsOf(facts, plan).map(({ address, port }) => connect(address, port, plan.timeoutSeconds))),
  ]);
  const endpoint = knownValue(facts.endpoint);
  const { vantage, why, doubt } = standpointOf(seen, {
    isSaid: inside === true,
    isOwn,
    isAvailable: endpoint !== undefined && isAvailable(endpoint),
    controls,
  });
  const findings = networkFindings(plan, seen, vantage);
  return {
    findings: doubt === undefined ? findings : doubted(findings, doubt),
    network: networkOf(vantage, seen, why),
  };
}
