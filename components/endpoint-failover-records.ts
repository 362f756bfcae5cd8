import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { EndpointIpAddressType } from "./consumer-endpoint-args";
import type { FailoverTarget } from "./endpoint-failover-targets";
import { RECORD_TYPES } from "./lib/endpoint-dns";
import { recordName } from "./lib/endpoint-zone";
import type { PlannedRecord, RecordPlan, RecordPolicy } from "./lib/failover-plan";

/** What the records are made from. */
export interface FailoverRecords {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  readonly ipAddressType: EndpointIpAddressType;
  readonly plan: RecordPlan;
  readonly targets: Readonly<Record<string, FailoverTarget>>;
  /** By keys of endpoints; some have none. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/** The record sets of the plan, and the name that leads to the first of them: its answer once all of them are there. */
export function createRecords(
  name: string,
  args: FailoverRecords,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { dnsName, ipAddressType } = args;
  const names = RECORD_TYPES[ipAddressType].map((type) => createName(name, type, args, opts));
  // Whoever waits for the name waits for its records.
  return pulumi.all([dnsName, pulumi.all(names.map((record) => record.fqdn))]).apply(([known]) => known);
}

function createName(
  name: string,
  type: string,
  { dnsName, zoneId, plan, targets, healthCheckIds }: FailoverRecords,
  opts: pulumi.CustomResourceOptions,
): route53.Record {
  const below = (set: string) => pulumi.output(dnsName).apply((known) => recordName(set, known));
  const bySet = new Map<string, route53.Record[]>();
  const toSet = (set: string) => ({
    aliases: [{ name: below(set), zoneId, evaluateTargetHealth: true }],
    dependsOn: bySet.get(set) ?? [],
  });
  const to = (target: PlannedRecord["target"]) => {
    if ("set" in target) return toSet(target.set);
    const { dnsName: endpoint = "", hostedZoneId = "" } = targets[target.endpoint] ?? {};
    // Route 53 wants it of failover records; of an endpoint it tells nothing, hence the health check.
    const aliases = [{ name: endpoint, zoneId: hostedZoneId, evaluateTargetHealth: true }];
    return { aliases, healthCheckId: healthCheckIds[target.endpoint], dependsOn: [] };
  };
  const suffix = type.toLowerCase();
  for (const { key, set, setIdentifier, policy, target } of plan.records) {
    const { dependsOn, ...leads } = to(target);
    const record = new route53.Record(
      `${name}-${key}-${suffix}`,
      { zoneId, name: below(set), type, setIdentifier, ...routingPolicy(policy), ...leads },
      { ...opts, dependsOn },
    );
    bySet.set(set, [...(bySet.get(set) ?? []), record]);
  }
  const { dependsOn, aliases } = toSet(plan.set);
  return new route53.Record(`${name}-${suffix}`, { zoneId, name: dnsName, type, aliases }, { ...opts, dependsOn });
}

function routingPolicy(policy: RecordPolicy): Partial<route53.RecordArgs> {
  if ("failover" in policy) return { failoverRoutingPolicies: [{ type: policy.failover }] };
  if ("weight" in policy) return { weightedRoutingPolicies: [{ weight: policy.weight }] };
  return { latencyRoutingPolicies: [{ region: policy.region }] };
}
