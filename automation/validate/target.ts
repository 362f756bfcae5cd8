import { ingressRules } from "../../components/lib/endpoint-ingress";

/** A port of the service. */
export interface TargetPort {
  readonly name: string;
  readonly port: number;
  /** Protocol of the listener: `TCP`, `TLS`, `UDP` or `TCP_UDP`. */
  readonly protocol: string;
}

/** Who connects: what the user said, or nobody, which stands for everything in the VPC. */
export interface TargetClients {
  readonly cidrs: readonly string[];
  readonly groupIds: readonly string[];
}

/** What is validated: the service from the hand-off or the command line, and where in this account to look. */
export interface Target {
  readonly serviceName: string;
  readonly serviceRegion: string;
  /** Region of the endpoint. */
  readonly region: string;
  /** Regions from which the service can be reached; undefined where nobody said. */
  readonly supportedRegions?: readonly string[];
  /** Account that the provider wrote the hand-off for. */
  readonly account?: string;
  /** Minutes within which the provider's registry accepts by itself; undefined where a person does, or nobody said. */
  readonly acceptedWithinMinutes?: number;
  /** Instant from which the provider cuts connections; undefined for no end, or where nobody said. */
  readonly validUntil?: string;
  /** AZ ids of the service by the hand-off; undefined without one. */
  readonly zoneIds?: readonly string[];
  /** Private DNS name by the hand-off. */
  readonly privateDnsName?: string;
  /** Private zone that the hand-off suggests. */
  readonly suggestedZoneName?: string;
  readonly ports: readonly TargetPort[];
  readonly endpointId?: string;
  readonly vpcId?: string;
  /** Name that clients use, where the user said it. */
  readonly name?: string;
  /** Name in the service's certificate, where the user said it. */
  readonly tlsName?: string;
  readonly httpPath?: string;
  readonly clients: TargetClients;
}

/** Transport protocols of a port: `tcp`, `udp` or both. */
export function transportsOf(port: TargetPort): readonly string[] {
  return ingressRules([port], { cidrs: [], securityGroupIds: [] }).map(({ protocol }) => protocol);
}

export function isTcp(port: TargetPort): boolean {
  return transportsOf(port).includes("tcp");
}
