import { PortProtocol } from "./port-spec";
import type { ResolvedPort } from "./ports";

/** Traffic that a security group rule lets through: a transport protocol and one port. */
export interface Flow {
  /** `tcp-3000`: stable part of a rule's logical name. */
  readonly key: string;
  readonly transport: "tcp" | "udp";
  readonly port: number;
}

/** What clients send to the load balancer. */
export function listenerFlows(ports: readonly ResolvedPort<unknown>[]): readonly Flow[] {
  return distinct(
    ports.flatMap(({ protocol, port }) => transports(protocol).map((transport) => flow(transport, port))),
  );
}

/** What the load balancer sends to targets: the traffic, and the health checks, which are always TCP. */
export function targetFlows(ports: readonly ResolvedPort<unknown>[]): readonly Flow[] {
  return distinct(
    ports.flatMap(({ targetProtocol, targetPort, healthCheck }) => [
      ...transports(targetProtocol).map((transport) => flow(transport, targetPort)),
      flow("tcp", healthCheck.port ?? targetPort),
    ]),
  );
}

function transports(protocol: PortProtocol): readonly Flow["transport"][] {
  if (protocol === PortProtocol.TcpUdp) return ["tcp", "udp"];
  return protocol === PortProtocol.Udp ? ["udp"] : ["tcp"];
}

function flow(transport: Flow["transport"], port: number): Flow {
  return { key: `${transport}-${port}`, transport, port };
}

// Two ports may share a target port, and AWS refuses the same rule twice.
function distinct(flows: readonly Flow[]): readonly Flow[] {
  return [...new Map(flows.map((each) => [each.key, each])).values()];
}
