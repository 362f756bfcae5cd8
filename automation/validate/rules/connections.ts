import { type Finding, fail, ok, unknown } from "../finding";
import { type Connection, ConnectOutcome } from "../network/observations";
import type { NetworkPlan, PlannedAddress } from "../network/plan";
import { Vantage } from "../network/vantage";
import { sentenceOf } from "../words";
import { elsewhere, probeRemedy } from "./resolution";

/** Whether each port lets clients connect at each address of the endpoint. */
export function connectionFindings(
  plan: NetworkPlan,
  connections: readonly Connection[],
  vantage: Vantage,
): readonly Finding[] {
  const tcp = plan.addresses.flatMap((where) =>
    plan.ports.map(({ port }) => {
      const seen = connections.find((one) => one.address === where.address && one.port === port);
      return seen === undefined ? untried(where, port) : connectionFinding(plan, where, seen, vantage);
    }),
  );
  return [...tcp, ...udpFindings(plan)];
}

export function connectionFinding(
  plan: NetworkPlan,
  where: PlannedAddress,
  seen: Pick<Connection, "port" | "outcome" | "detail">,
  vantage: Vantage,
): Finding {
  const subject = subjectOf(where, seen.port);
  if (seen.outcome === ConnectOutcome.Connected) return ok("tcp", subject, "It connects.");
  const { cause, remedy } = TEXTS[seen.outcome](plan, where, seen.detail);
  if (vantage === Vantage.Inside) return fail("tcp", subject, cause, remedy);
  return unknown("tcp", subject, `${cause} ${elsewhere(plan)}`, probeRemedy(plan));
}

/** Nothing tells from outside whether a UDP port is open: it answers what it understands and nothing else. */
export function udpFindings({ udpPorts }: NetworkPlan): Finding[] {
  return udpPorts.map((port) =>
    unknown(
      "tcp",
      `UDP ${port}`,
      "A UDP port answers only what its service understands, so it is not tried.",
      "Try it with a client of the service.",
    ),
  );
}

interface Text {
  readonly cause: string;
  readonly remedy: string;
}

const PROVIDER = "ask the provider";

const TEXTS: Readonly<
  Record<Exclude<ConnectOutcome, "connected">, (plan: NetworkPlan, where: PlannedAddress, detail?: string) => Text>
> = {
  [ConnectOutcome.Timeout]: ({ timeoutSeconds }) => ({
    cause: `Nothing answers within ${timeoutSeconds} s: something on the way drops the packets.`,
    remedy: `Check the security groups of the endpoint and of the client, then the network ACLs; where they are in order, ${PROVIDER} whether the load balancer's security group admits traffic from PrivateLink. Ping is no test.`,
  }),
  [ConnectOutcome.Refused]: (_, { zoneId }) => ({
    cause: "It refuses the connection at once: the load balancer has no listener on the port, or no healthy target.",
    remedy: `Compare the port with the hand-off, and ${PROVIDER} for the health of the targets for ${zoneId}.`,
  }),
  [ConnectOutcome.Reset]: (_, { zoneId }) => ({
    cause: "It connects and is reset at once: the load balancer has no healthy target, or the service hangs up.",
    remedy: `This side is in order: ${PROVIDER} for the health of the targets for ${zoneId}.`,
  }),
  [ConnectOutcome.Unreachable]: () => ({
    cause: "This host has no route to it.",
    remedy: "Check the routes of the host and of its subnet: to all addresses of the VPC there is a local one.",
  }),
  [ConnectOutcome.Failed]: (_, __, detail) => ({
    cause: `It could not be tried: ${sentenceOf(detail ?? "the reason is not known")}`,
    remedy: "Put that right on the host, and validate again.",
  }),
};

function untried(where: PlannedAddress, port: number): Finding {
  const cause = "The probe has not tried it: the endpoint has changed since, or the probe was for other ports.";
  return unknown("tcp", subjectOf(where, port), cause, "Write the probe anew with --probe, and run it again.");
}

function subjectOf({ address, zoneId }: PlannedAddress, port: number): string {
  return `TCP ${port} at ${address} in ${zoneId}`;
}
