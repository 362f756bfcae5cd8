import { at } from "./path";
import type { PortProtocol } from "./port-spec";
import type { Check, Problem } from "./problem";

/** A port that clients reach through the endpoint. */
export interface ReachedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** Who may reach the endpoint. */
export interface Clients {
  readonly cidrs: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Defaults to none. */
  readonly prefixListIds?: readonly string[];
}

/** A rule of the endpoint's security group, in the form in which the provider takes it inline. */
export interface IngressRule {
  description: string;
  protocol: string;
  fromPort: number;
  toPort: number;
  cidrBlocks: string[];
  ipv6CidrBlocks: string[];
  securityGroups: string[];
  prefixListIds: string[];
}

/** Protocols at the network level behind each listener protocol. */
const TRANSPORTS: ReadonlyMap<string, readonly string[]> = new Map<PortProtocol, readonly string[]>([
  ["TCP", ["tcp"]],
  ["TLS", ["tcp"]],
  ["UDP", ["udp"]],
  ["TCP_UDP", ["tcp", "udp"]],
]);

/** Refuses an empty list of ports, and protocols that a listener does not have. */
export const checkReachedPorts: Check<readonly ReachedPort[]> = (ports, path) => {
  if (ports.length === 0) {
    return [{ path, value: ports, rule: "names no port", remedy: "list the ports of the service's listeners" }];
  }
  return ports.flatMap(({ port, protocol }, index): Problem[] => {
    const problems: Problem[] = [];
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      const rule = "is not a port from 1 to 65535";
      problems.push({ path: at(at(path, index), "port"), value: port, rule, remedy: "use the port of the listener" });
    }
    if (!TRANSPORTS.has(protocol)) {
      const rule = `is not one of ${[...TRANSPORTS.keys()].join(", ")}`;
      const remedy = "use the protocol of the listener";
      problems.push({ path: at(at(path, index), "protocol"), value: protocol, rule, remedy });
    }
    return problems;
  });
};

/** The rules that let the clients reach the ports, one for each port and transport protocol. */
export function ingressRules(ports: readonly ReachedPort[], clients: Clients): IngressRule[] {
  const isIpv6 = (cidr: string) => cidr.includes(":");
  return ports.flatMap(({ name, port, protocol }) =>
    (TRANSPORTS.get(protocol) ?? []).map((transport) => ({
      description: `Clients of ${name}`,
      protocol: transport,
      fromPort: port,
      toPort: port,
      cidrBlocks: clients.cidrs.filter((cidr) => !isIpv6(cidr)),
      ipv6CidrBlocks: clients.cidrs.filter(isIpv6),
      securityGroups: [...clients.securityGroupIds],
      prefixListIds: [...(clients.prefixListIds ?? [])],
    })),
  );
}
