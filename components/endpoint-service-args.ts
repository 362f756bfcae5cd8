import type * as pulumi from "@pulumi/pulumi";

/** What happens to a connection that a notification tells of. */
export const ConnectionEvent = { Connect: "Connect", Accept: "Accept", Reject: "Reject", Delete: "Delete" } as const;
export type ConnectionEvent = (typeof ConnectionEvent)[keyof typeof ConnectionEvent];

/** The name under which consumers may reach the service in their own VPC. */
export interface ServicePrivateDns {
  /**
   * Lowercase DNS name, for example `api.example.com`; `*.example.com` covers all names below. A change needs a new
   * verification, and until then AWS denies new endpoints that ask for the name.
   */
  readonly name: string;
  /** Public hosted zone for the TXT record that proves the name's ownership. Needed unless `verify` is false. */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * Start the verification and wait for its success. When false, the output `privateDnsVerification` says what is
   * left to do by hand. Defaults to true.
   */
  readonly verify?: boolean;
}

/** What is told about connections. */
export interface ServiceNotification {
  /** Events to tell of: `Connect`, `Accept`, `Reject`, `Delete`. Defaults to all of them. */
  readonly events?: string[];
}

/** Settings of an `EndpointService`. */
export interface EndpointServiceArgs {
  /**
   * ARNs of the Network Load Balancers behind the service; each belongs to one service only. Exactly one of
   * `networkLoadBalancerArns` and `gatewayLoadBalancerArns` is needed.
   */
  readonly networkLoadBalancerArns?: pulumi.Input<string>[];
  /** ARNs of Gateway Load Balancers instead. Such a service has neither private DNS nor notifications in AWS. */
  readonly gatewayLoadBalancerArns?: pulumi.Input<string>[];
  /** Whether a new connection waits for acceptance. Defaults to true. */
  readonly acceptanceRequired?: boolean;
  /**
   * Who may create endpoints: account ids, ARNs of account roots, or ARNs of roles and users without a path.
   * A removed principal keeps its accepted connections until they are rejected. Defaults to none.
   */
  readonly allowedPrincipals?: string[];
  /** Allow `*` among the principals; acceptance must be required then. Defaults to false. */
  readonly allowAnyPrincipal?: boolean;
  /**
   * Regions from which endpoints may connect. The service's own Region is added. AWS does not combine it with a custom
   * TCP idle timeout of the load balancer. Defaults to the service's own Region only.
   */
  readonly supportedRegions?: string[];
  /** Region of the service itself; needed with `supportedRegions`, and with `closeOtherRegions`. */
  readonly hostRegion?: string;
  /**
   * Declare the service's own Region where it is the only one. Without it AWS keeps the Regions that were supported before,
   * as nothing is declared; to be set once the last of them is removed. It needs the same permission as opening one,
   * `vpce:AllowMultiRegion`. Defaults to false.
   */
  readonly closeOtherRegions?: boolean;
  /** Address families that the service accepts: `ipv4`, `ipv6`; the latter needs dualstack load balancers. Defaults to `ipv4`. */
  readonly supportedIpAddressTypes?: string[];
  /** Private DNS name of the service. Defaults to none. AWS keeps a name that is no longer declared. */
  readonly privateDns?: ServicePrivateDns;
  /** Notification of connection events to a topic. Defaults to all events, and for Gateway Load Balancers to none. */
  readonly notification?: ServiceNotification;
  /** Stem of Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of every resource, under its Name tag. Defaults to none. */
  readonly tags?: Record<string, string>;
}
