import type * as pulumi from "@pulumi/pulumi";
import type { EndpointIpAddressType } from "./consumer-endpoint-args";
import type { RoutingMode } from "./lib/failover-plan";
import type { InsufficientDataHealthStatus, MetricComparison, MetricStatistic } from "./lib/failover-signals";

/** A metric that a probe of your own writes, in the account that makes the failover. */
export interface HealthProbe {
  /** Namespace of the metric, for example `CloudWatchSynthetics`. */
  readonly namespace: string;
  /** Name of the metric, for example `SuccessPercent`. */
  readonly metricName: string;
  /** All dimensions of the metric: with fewer, CloudWatch looks at another metric and finds nothing. */
  readonly dimensions?: Record<string, pulumi.Input<string>>;
  /** Statistic of each period: `Average`, `Minimum`, `Maximum`, `Sum` or `SampleCount`. Defaults to `Average`. */
  readonly statistic?: MetricStatistic;
  /** How the metric compares with the threshold when the endpoint is not well, for example `LessThanThreshold`. */
  readonly comparisonOperator: MetricComparison;
  /** Threshold of the metric. */
  readonly threshold: number;
  /** Seconds of a period, a multiple of 60. Defaults to 60. */
  readonly period?: number;
  /** Periods in a row that must be beyond the threshold. Defaults to 3. */
  readonly evaluationPeriods?: number;
  /** Region of the metric: where the probe runs, best that of the clients. Defaults to the endpoint's. */
  readonly region?: string;
  /**
   * What the endpoint is when the probe says nothing: `Healthy`, `Unhealthy` or `LastKnownStatus`. Defaults to
   * `Unhealthy`: a probe that reports in any case falls silent only where something is wrong.
   */
  readonly insufficientDataHealthStatus?: InsufficientDataHealthStatus;
}

/**
 * What AWS itself counts in the endpoint's traffic, in the namespace `AWS/PrivateLinkEndpoints`. It costs no probe, but
 * says something only while clients use the endpoint, and nothing at all when the service is in another Region.
 */
export interface HealthTraffic {
  /** Resets from the service in a minute; more than these are too many. Defaults to not being looked at. */
  readonly resets?: number;
  /** Packets that the endpoint dropped in a minute; more than these are too many. Defaults to not being looked at. */
  readonly packetsDropped?: number;
  /** Minutes in a row that must have too many. Defaults to 3. */
  readonly evaluationPeriods?: number;
  /**
   * What the endpoint is without traffic: `Healthy`, `Unhealthy` or `LastKnownStatus`. Defaults to `LastKnownStatus`,
   * because traffic ends when Route 53 turns away from an endpoint: with `Healthy`, clients would be sent back at once.
   */
  readonly insufficientDataHealthStatus?: InsufficientDataHealthStatus;
}

/** An alarm of CloudWatch that is there already, on one metric with a plain statistic and periods of a minute or more. */
export interface HealthAlarm {
  /** Name of the alarm. */
  readonly name: pulumi.Input<string>;
  /** Region of the alarm. Defaults to the endpoint's. */
  readonly region?: string;
  /**
   * What the endpoint is when the alarm's metric has too little data: `Healthy`, `Unhealthy` or `LastKnownStatus`.
   * Defaults to `LastKnownStatus`.
   */
  readonly insufficientDataHealthStatus?: InsufficientDataHealthStatus;
  /**
   * Settings of the alarm, in any words. Route 53 keeps a copy of an alarm's settings, and reads them again only when
   * one of these changes. Defaults to none.
   */
  readonly triggers?: Record<string, pulumi.Input<string>>;
}

/**
 * What tells whether an endpoint is healthy: one of the three, or several, of which all must be well then. Each becomes
 * a health check of Route 53 on an alarm of CloudWatch, and several one more that combines them. AWS charges for each
 * health check and each alarm by the month.
 */
export interface EndpointHealth {
  /** A metric of your own probe. */
  readonly probe?: HealthProbe;
  /** What AWS counts in the endpoint's traffic. */
  readonly traffic?: HealthTraffic;
  /** An alarm that is there already. */
  readonly alarm?: HealthAlarm;
  /** Topics in the alarms' Region that the alarms made here notify, at most five. Defaults to none. */
  readonly alarmTopicArns?: pulumi.Input<string>[];
}

/** One of the endpoints that take each other's place. */
export interface FailoverEndpoint {
  /**
   * Id of the interface endpoint, whose DNS name is looked up then. Either this is needed, or `dnsName` together with
   * `hostedZoneId`, for an endpoint in another account.
   */
  readonly endpointId?: pulumi.Input<string>;
  /** The endpoint's own DNS name, `vpce-<id>-<hash>.vpce-svc-<id>.<region>.vpce.amazonaws.com`. */
  readonly dnsName?: pulumi.Input<string>;
  /** Id of the hosted zone that AWS gives with that name; the VPC's zone is another one. */
  readonly hostedZoneId?: pulumi.Input<string>;
  /** Region of the endpoint; needed for `latency`. Defaults to the Region of the stack. */
  readonly region?: string;
  /**
   * What tells whether the endpoint is healthy; needed for `failover`, except for the last in the order. Defaults to
   * none, and Route 53 takes the endpoint for healthy in any case.
   */
  readonly health?: EndpointHealth;
}

/** A part of the traffic that moves to one endpoint; the rest is shared by the others as their weights are. */
export interface TrafficShift {
  /** Key of the endpoint. */
  readonly to: string;
  /** Percentage of the traffic, 0 to 100. */
  readonly percent: number;
}

/** A VPC of this account whose clients use the zone. */
export interface FailoverZoneVpc {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Region of the VPC. Defaults to the Region of the stack. */
  readonly region?: pulumi.Input<string>;
}

/** A private hosted zone that is made for the name. */
export interface FailoverZone {
  /** Name of the zone: `dnsName` or a domain above it. A change replaces the zone. Defaults to `dnsName`. */
  readonly name?: pulumi.Input<string>;
  /** VPCs of the clients, at least one. Each needs a route to all endpoints. */
  readonly vpcs: FailoverZoneVpc[];
}

/** Settings of an `EndpointFailover`. */
export interface EndpointFailoverArgs {
  /** Name that clients use, fully qualified. A change replaces the records. */
  readonly dnsName: pulumi.Input<string>;
  /** Private hosted zone to make. Exactly one of `zone` and `hostedZoneId` is needed. */
  readonly zone?: FailoverZone;
  /** Id of a private hosted zone that is there already. A change replaces the records. */
  readonly hostedZoneId?: pulumi.Input<string>;
  /** How Route 53 chooses: `failover`, `weighted` or `latency`. A change moves the name over without a gap. */
  readonly routing: RoutingMode;
  /** Endpoints by names of your own, at least two; the names become parts of logical names. */
  readonly endpoints: Record<string, FailoverEndpoint>;
  /** Keys of all endpoints, the first choice first; needed for `failover`. */
  readonly order?: string[];
  /**
   * Weights of all endpoints for `weighted`, 0 to 255; each gets its part of their sum. Route 53 uses an endpoint of
   * weight 0 when no other is healthy. Defaults to equal ones.
   */
  readonly weights?: Record<string, number>;
  /** A part of the traffic that moves to one endpoint, for `weighted`. Defaults to none. */
  readonly shift?: TrafficShift;
  /** Address families of the endpoints: `ipv4`, `dualstack` or `ipv6`. Defaults to `ipv4`. */
  readonly ipAddressType?: EndpointIpAddressType;
  /** Stem of Name tags. Defaults to the component's name. */
  readonly displayName?: string;
  /** Tags of every resource, under its Name tag. Defaults to none. */
  readonly tags?: Record<string, string>;
}
