import type * as pulumi from "@pulumi/pulumi";
import type { ConsumedService } from "./consumed-service";

/** Under which name clients reach the endpoint. */
export const DnsMode = {
  /** A private hosted zone of the consumer's, with an alias record of the endpoint. */
  PrivateZone: "privateZone",
  /** The service's private DNS name, which needs the provider's acceptance first. */
  PrivateName: "privateName",
  /** The endpoint's own name only. */
  None: "none",
} as const;
export type DnsMode = (typeof DnsMode)[keyof typeof DnsMode];

/** Address families of an endpoint's network interfaces. */
export const EndpointIpAddressType = { Ipv4: "ipv4", Dualstack: "dualstack", Ipv6: "ipv6" } as const;
export type EndpointIpAddressType = (typeof EndpointIpAddressType)[keyof typeof EndpointIpAddressType];

/** Fixed addresses of an endpoint in one Availability Zone. */
export interface EndpointAddress {
  /** Unused IPv4 address of the subnet; needed for an `ipv4` or `dualstack` endpoint. */
  readonly ipv4?: string;
  /** Unused IPv6 address of the subnet; needed for an `ipv6` or `dualstack` endpoint. */
  readonly ipv6?: string;
}

/** Settings of a `ConsumerEndpoint`. */
export interface ConsumerEndpointArgs {
  /** The service to connect to. */
  readonly service: ConsumedService;
  /** VPC of the clients. It needs DNS support and DNS hostnames. A change replaces everything. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Subnets that the endpoint may use, at most one in each Availability Zone of the service. Their AZ ids are looked
   * up, and those without the service are left out. Exactly one of `subnetIds` and `subnetIdsByZone` is needed.
   */
  readonly subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** The same by AZ id (`use1-az1`), without a look-up, so that a mismatch is found before anything is created. */
  readonly subnetIdsByZone?: Record<string, pulumi.Input<string>>;
  /** IPv4 and IPv6 blocks of the clients. Defaults to the VPC's own blocks unless `clientSecurityGroupIds` is given. */
  readonly clientCidrs?: pulumi.Input<string>[];
  /** Security groups whose members may reach the endpoint. Defaults to none. */
  readonly clientSecurityGroupIds?: pulumi.Input<string>[];
  /**
   * Region of the service when it is another one than the endpoint's (cross-Region access). AZ ids are then not
   * matched. Defaults to the endpoint's Region. A change replaces the endpoint.
   */
  readonly serviceRegion?: string;
  /** Address families of the endpoint: `ipv4`, `dualstack` or `ipv6`. Defaults to `ipv4`. */
  readonly ipAddressType?: EndpointIpAddressType;
  /** Fixed addresses by AZ id, for all Availability Zones of the endpoint or for none. Defaults to none. */
  readonly addresses?: Record<string, EndpointAddress>;
  /** How clients name the endpoint: `privateZone`, `privateName` or `none`. Defaults to `privateZone`. */
  readonly dns?: DnsMode;
  /** Name of the private hosted zone. Defaults to `<service>.endpoints.internal`. A change replaces zone and records. */
  readonly zoneName?: pulumi.Input<string>;
  /**
   * Second phase of `privateName`: set to true once the provider has accepted the connection; AWS refuses it before.
   * Defaults to false.
   */
  readonly privateDnsReady?: boolean;
  /** Accept the connection at once; works only in the account that owns the service. Defaults to false. */
  readonly autoAccept?: boolean;
  /** Stem of Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of every resource, under its Name tag. Defaults to none. */
  readonly tags?: Record<string, string>;
}
