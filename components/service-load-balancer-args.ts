import type * as pulumi from "@pulumi/pulumi";
import type { ClientRoutingPolicy, LoadBalancerIpAddressType } from "./lib/load-balancer";
import type { ServicePorts } from "./service-ports";

/** Args of `ServiceLoadBalancer`. */
export interface ServiceLoadBalancerArgs {
  /** Id of the VPC. A change replaces the target groups. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Subnet of each AZ, by AZ id, each with 8 free addresses. A zone can be added; AWS does not take one away while
   * endpoints are connected, and the provider replaces the load balancer for it.
   */
  readonly subnetIds: Record<string, pulumi.Input<string>>;
  /** The services behind the load balancer, at least one; their ports share its port numbers. */
  readonly services: ServicePorts[];
  /** Beginning of the Name tags of load balancer and security group. Defaults to the component's name. */
  readonly displayName?: string;
  /** Whether each zone sends to the targets of all zones, at AWS's charge for traffic between zones. Defaults to false. */
  readonly crossZone?: boolean;
  /** Zones that the load balancer's own DNS name answers with; PrivateLink does not ask it. Defaults to any zone. */
  readonly clientRoutingPolicy?: ClientRoutingPolicy;
  /** Whether a zone can be shifted away from with zonal shift of Application Recovery Controller. Defaults to true. */
  readonly zonalShift?: boolean;
  /** `ipv4`, or `dualstack` in subnets that have IPv6; not with UDP. Defaults to ipv4. */
  readonly ipAddressType?: LoadBalancerIpAddressType;
  /** Private IPv4 address in each zone's subnet, by AZ id. A change replaces the load balancer. Defaults to AWS's choice. */
  readonly addresses?: Record<string, string>;
  /**
   * Whether the security group's inbound rules also apply to consumers' traffic. They then see the client's address in
   * the consumer's VPC, which other consumers may use too. Defaults to false: the endpoint service alone decides.
   */
  readonly enforceInboundRulesOnPrivateLink?: boolean;
  /** IPv4 and IPv6 blocks that the security group lets in on every listener port. Defaults to none. */
  readonly allowedClientCidrs?: string[];
  /**
   * Security groups of targets that are not a fleet's, which the load balancer may open connections to on every target
   * port. The keys name the rules. Needed for targets of type `alb`. Defaults to none.
   */
  readonly targetSecurityGroupIds?: Record<string, pulumi.Input<string>>;
  /**
   * Additional addresses per subnet, 0 to 7, each worth another 55 000 connections to every target. Fewer replace the
   * load balancer. Defaults to 0.
   */
  readonly secondaryIpsPerSubnet?: number;
  /** Whether AWS refuses to delete the load balancer. Set it to false and update before a destroy. Defaults to true. */
  readonly deletionProtection?: boolean;
  /** Tags of all resources, besides their Name. Defaults to none. */
  readonly tags?: Record<string, string>;
}
