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

/** How an update waits for the provider's acceptance before it turns the private DNS name on. */
export interface EndpointAcceptance {
  /**
   * Minutes that `pulumi up` waits, 0 to 720, fractions too. It asks AWS while it waits, fails at the limit with what is
   * missing, and the next `pulumi up` continues with the same endpoint; a preview waits for nothing. With 0 the private
   * DNS name is not turned on, and a warning says so; one that is on stays on, because AWS's provider leaves it. Raise
   * the limit again for an update after the acceptance. Defaults to 10.
   */
  readonly waitMinutes?: number;
}

/** A further VPC whose clients use the private hosted zone. They need a route to the endpoint, such as a peering. */
export interface ZoneVpc {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Region of the VPC. Defaults to the endpoint's. */
  readonly region?: pulumi.Input<string>;
  /**
   * Whether the VPC belongs to another account. It is only authorized then; that account makes the association itself,
   * from the output `zoneAuthorizations`. Defaults to false.
   */
  readonly otherAccount?: boolean;
}

/** Flow logs of the endpoint's network interfaces in CloudWatch Logs, which encrypts them in any case. */
export interface EndpointFlowLogs {
  /** Days that CloudWatch Logs keeps them, one of the numbers it has (1, 3, 5, 7, 14, 30, 60, ...). Defaults to 30. */
  readonly retentionDays?: number;
  /** Seconds over which flows are aggregated into a record: 60 or 600. A change replaces the flow logs. Defaults to 60. */
  readonly maxAggregationInterval?: number;
  /** Key of your own that encrypts them; its policy must admit CloudWatch Logs. Defaults to the key of CloudWatch Logs. */
  readonly kmsKeyArn?: pulumi.Input<string>;
}

/** From how many packets in each of five minutes on the alarms of an endpoint go off. */
export interface EndpointAlarmThresholds {
  /** Packets that the endpoint dropped in a minute, at least 0; more than these are too many. Defaults to 0. */
  readonly packetsDropped?: number;
  /** Resets that came from the service in a minute, at least 0; more than these are too many. Defaults to 10. */
  readonly resets?: number;
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
  /** IPv4 and IPv6 blocks of the clients. Defaults to the VPC's own blocks unless other clients are given. */
  readonly clientCidrs?: pulumi.Input<string>[];
  /** Security groups whose members may reach the endpoint. Defaults to none. */
  readonly clientSecurityGroupIds?: pulumi.Input<string>[];
  /** Managed prefix lists of the clients' blocks, `pl-<id>`. Defaults to none. */
  readonly clientPrefixListIds?: pulumi.Input<string>[];
  /**
   * Region of the service when it is another one than the endpoint's (cross-Region access). The AZs of both sides need
   * not match then; a subnet in an AZ that takes no part in cross-Region access is refused. Defaults to the endpoint's
   * Region. A change replaces the endpoint.
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
   * Further names in the private hosted zone that lead to the endpoint, relative to it: `api` for `api.<zone>`, `*` for
   * everything below the zone. Defaults to none.
   */
  readonly recordNames?: string[];
  /** Further VPCs that use the private hosted zone, by names of your own, which become parts of logical names. */
  readonly zoneVpcs?: Record<string, ZoneVpc>;
  /** How an update waits for the acceptance before it turns a `privateName` on. */
  readonly acceptance?: EndpointAcceptance;
  /** Accept the connection at once; works only in the account that owns the service. Defaults to false. */
  readonly autoAccept?: boolean;
  /** Flow logs of the endpoint's network interfaces; the AZs must be plain for them. Defaults to none. */
  readonly flowLogs?: EndpointFlowLogs;
  /**
   * Topics that alarms on dropped packets and resets notify, at most five. Not across Regions, where AWS has no metrics
   * of an endpoint. Defaults to no alarms.
   */
  readonly alarmTopicArns?: pulumi.Input<string>[];
  /** When the alarms go off; only with `alarmTopicArns`. */
  readonly alarmThresholds?: EndpointAlarmThresholds;
  /** Stem of Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of every resource, under its Name tag. Defaults to none. */
  readonly tags?: Record<string, string>;
}
