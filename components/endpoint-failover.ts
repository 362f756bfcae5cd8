import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { EndpointFailoverArgs } from "./endpoint-failover-args";
import { type CheckedFailover, checkEndpointFailover } from "./endpoint-failover-checks";
import { createHealthCheck } from "./endpoint-failover-health";
import { createRecords } from "./endpoint-failover-records";
import { failoverTarget } from "./endpoint-failover-targets";
import { withName } from "./lib/tags";

/**
 * One name for two or more endpoints of a service, in other Availability Zones or other Regions: Route 53 answers with
 * the first that is healthy, with each by its part of the traffic, or with the nearest.
 */
export class EndpointFailover extends pulumi.ComponentResource {
  /** Name that clients use. */
  readonly dnsName: pulumi.Output<string>;
  /** Id of the private hosted zone. */
  readonly zoneId: pulumi.Output<string>;
  /** Health checks of Route 53 by keys of endpoints, without those that have none. */
  readonly healthCheckIds: pulumi.Output<Record<string, string>>;
  /** Weights by keys of endpoints, as `weights` and `shift` make them; absent with another routing. */
  readonly weights?: pulumi.Output<Record<string, number>>;

  constructor(name: string, args: EndpointFailoverArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:EndpointFailover", name, args, opts);
    const checked = checkEndpointFailover(name, args);
    const { dnsName, endpoints, ipAddressType, plan, weights, checks } = checked;
    const { displayName = name, tags } = args;
    const child = { parent: this };

    const zoneId = hostedZone(name, checked, { displayName, tags }, child);
    const entries = Object.entries(endpoints).map(([key, endpoint]) => {
      const target = failoverTarget(key, endpoint, checks, child);
      const healthCheckId = createHealthCheck(name, { key, endpoint, target, displayName, tags }, child);
      return { key, target, healthCheckId };
    });
    const targets = Object.fromEntries(entries.map(({ key, target }) => [key, target]));
    const healthCheckIds = Object.fromEntries(
      entries.flatMap(({ key, healthCheckId }) => (healthCheckId === undefined ? [] : [[key, healthCheckId]])),
    );

    this.dnsName = createRecords(name, { dnsName, zoneId, ipAddressType, plan, targets, healthCheckIds }, child);
    this.zoneId = zoneId;
    this.healthCheckIds = pulumi.all(healthCheckIds);
    if (weights !== undefined) this.weights = pulumi.output(weights);
    this.registerOutputs({
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      healthCheckIds: this.healthCheckIds,
      weights: this.weights,
    });
  }
}

/** Id of the zone that is given, or of the one that is made. */
function hostedZone(
  name: string,
  { zone, hostedZoneId }: CheckedFailover,
  { displayName, tags }: { readonly displayName: string; readonly tags: Record<string, string> | undefined },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (zone === undefined) return pulumi.output(hostedZoneId ?? "");
  const made = new route53.Zone(
    `${name}-zone`,
    {
      name: zone.name,
      comment: "Names endpoints that take each other's place",
      vpcs: zone.vpcs.map(({ vpcId, region }) => ({ vpcId, vpcRegion: region })),
      tags: withName(tags, `${displayName}-zone`),
    },
    opts,
  );
  return made.zoneId;
}
