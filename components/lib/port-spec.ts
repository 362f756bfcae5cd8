/** Protocol of a listener. */
export const PortProtocol = { Tcp: "TCP", Tls: "TLS", Udp: "UDP", TcpUdp: "TCP_UDP" } as const;
export type PortProtocol = (typeof PortProtocol)[keyof typeof PortProtocol];

/** What a target group's targets are: instances of a fleet, IP addresses, or one Application Load Balancer. */
export const TargetType = { Instance: "instance", Ip: "ip", Alb: "alb" } as const;
export type TargetType = (typeof TargetType)[keyof typeof TargetType];

/** Protocol between a TLS listener and its targets. */
export const TargetProtocol = { Tcp: "TCP", Tls: "TLS" } as const;
export type TargetProtocol = (typeof TargetProtocol)[keyof typeof TargetProtocol];

/** How the load balancer asks a target whether it is healthy. */
export const HealthCheckProtocol = { Tcp: "TCP", Http: "HTTP", Https: "HTTPS" } as const;
export type HealthCheckProtocol = (typeof HealthCheckProtocol)[keyof typeof HealthCheckProtocol];

/** Preference of application protocols in a TLS handshake. */
export const AlpnPolicy = {
  Http1Only: "HTTP1Only",
  Http2Only: "HTTP2Only",
  Http2Optional: "HTTP2Optional",
  Http2Preferred: "HTTP2Preferred",
  None: "None",
} as const;
export type AlpnPolicy = (typeof AlpnPolicy)[keyof typeof AlpnPolicy];

/** A health check before its defaults. Closed sets are plain strings here, because checks see what the user wrote. */
export interface HealthCheckSpec {
  readonly protocol?: string;
  readonly path?: string;
  readonly port?: number;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  readonly matcher?: string;
}

/** A port before its defaults; `Text` is what certificates and targets are given as, a string in a stack file. */
export interface PortSpec<Text = string> {
  readonly name: string;
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number;
  readonly targetType?: string;
  readonly targetProtocol?: string;
  readonly targetIds?: readonly Text[];
  readonly certificateArn?: Text;
  readonly sslPolicy?: string;
  readonly alpnPolicy?: string;
  readonly idleTimeoutSeconds?: number;
  readonly proxyProtocol?: boolean;
  readonly deregistrationDelaySeconds?: number;
  readonly healthCheck?: HealthCheckSpec;
}

/** A service before its defaults: a name and the ports that it answers on. */
export interface ServiceSpec<Text = string> {
  readonly name: string;
  readonly ports: readonly PortSpec<Text>[];
}

/** A member of a closed set, or undefined; narrows what a user wrote. */
export function memberOf<T extends string>(set: Readonly<Record<string, T>>, value: unknown): T | undefined {
  return Object.values(set).find((member) => member === value);
}
