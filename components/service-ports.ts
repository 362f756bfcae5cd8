import type * as pulumi from "@pulumi/pulumi";
import type { AlpnPolicy, HealthCheckProtocol, PortProtocol, TargetProtocol, TargetType } from "./lib/port-spec";

/** How the load balancer finds out whether a target of a port is healthy. Every property can be changed in place. */
export interface HealthCheck {
  /** `TCP` (a connection opens), `HTTP` or `HTTPS`. Defaults to TCP, for an Application Load Balancer as target to HTTP. */
  readonly protocol?: HealthCheckProtocol;
  /** Path of the request, beginning with `/`; only with HTTP and HTTPS. Defaults to `/`. */
  readonly path?: string;
  /** Port that is asked, 1 to 65535. Defaults to the port that receives the traffic. */
  readonly port?: number;
  /** Seconds between two checks of a target, 5 to 300. Defaults to 10. */
  readonly intervalSeconds?: number;
  /** Seconds after which a check without answer has failed, 2 to 120, at most the interval. Defaults to 6. */
  readonly timeoutSeconds?: number;
  /** Successes in a row that make a target healthy, 2 to 10. Defaults to 2. */
  readonly healthyThreshold?: number;
  /** Failures in a row that make a target unhealthy, 2 to 10. Defaults to 2. */
  readonly unhealthyThreshold?: number;
  /** HTTP status codes that count as success, such as `200-399` or `200,204`. Defaults to 200-399. */
  readonly matcher?: string;
}

/** One port of a service: a listener of the load balancer and the target group behind it. */
export interface ServicePort {
  /** Name of the port, lowercase letters, digits and hyphens. A change replaces listener and target group. */
  readonly name: string;
  /** Port that consumers connect to, 1 to 65535; each only once on a load balancer. */
  readonly port: number;
  /** `TCP`, `TLS` (terminated by the load balancer), `UDP` or `TCP_UDP`. Defaults to TCP. */
  readonly protocol?: PortProtocol;
  /** Port on the targets, 1 to 65535. A change replaces the target group. Defaults to the value of `port`. */
  readonly targetPort?: number;
  /** `instance` (a fleet's), `ip` or `alb`. A change replaces the target group. Defaults to instance. */
  readonly targetType?: TargetType;
  /** Protocol between a TLS listener and its targets; AWS does not validate their certificates. Defaults to TCP. */
  readonly targetProtocol?: TargetProtocol;
  /**
   * Targets: for type `ip` the IPv4 addresses in the VPC, as plain strings because each names a resource; for type
   * `alb` the ARN of one Application Load Balancer with a listener on `targetPort`. Not for type `instance`.
   */
  readonly targetIds?: pulumi.Input<string>[];
  /** ARN of the certificate of a TLS listener, from AWS Certificate Manager in the same Region. Required with TLS. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Security policy of a TLS listener. Defaults to ELBSecurityPolicy-TLS13-1-2-2021-06. */
  readonly sslPolicy?: string;
  /** Application protocols that a TLS listener negotiates. Defaults to AWS's choice, none. */
  readonly alpnPolicy?: AlpnPolicy;
  /**
   * Seconds after which an idle TCP connection is forgotten, 60 to 6000; only for TCP listeners. AWS refuses another
   * value than its default on a load balancer whose endpoint service supports other Regions. Defaults to 350.
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Whether every connection to a target begins with a PROXY protocol header of version 2, the only way to learn the
   * client's address and endpoint id over PrivateLink. Health checks begin with one too, so that a target which does
   * not expect it fails them. Not for type `alb`. Defaults to false.
   */
  readonly proxyProtocol?: boolean;
  /** Seconds that a target keeps its connections after it was deregistered, 0 to 3600. Not for `alb`. Defaults to 60. */
  readonly deregistrationDelaySeconds?: number;
  /** Health check of the targets. Defaults to a TCP check of the target port every 10 seconds. */
  readonly healthCheck?: HealthCheck;
}

/** A service behind the load balancer. */
export interface ServicePorts {
  /** Name of the service, lowercase letters, digits and hyphens, at most 20. */
  readonly name: string;
  /** Its ports, at least one. */
  readonly ports: ServicePort[];
}
