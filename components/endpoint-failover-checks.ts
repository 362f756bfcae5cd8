import * as pulumi from "@pulumi/pulumi";
import { EndpointIpAddressType } from "./consumer-endpoint-args";
import type { EndpointFailoverArgs, FailoverEndpoint, FailoverZoneVpc } from "./endpoint-failover-args";
import { InputChecks } from "./inputs";
import { checkAlarmTopics, checkTopicArn } from "./lib/approval-rules";
import { checkZoneName } from "./lib/dns-names";
import { checkAlarmName, checkHealth } from "./lib/failover-health";
import { planRecords, type RecordPlan, RoutingMode } from "./lib/failover-plan";
import {
  checkEndpointDnsName,
  checkFailoverName,
  checkFailoverTerms,
  checkNameInZone,
  type NameInZone,
} from "./lib/failover-rules";
import { resolvedWeights } from "./lib/failover-weights";
import { checkHostedZoneId } from "./lib/hosted-zone-ids";
import { checkOneOf } from "./lib/one-of";
import { at } from "./lib/path";
import type { Check } from "./lib/problem";
import { checkRegion } from "./lib/regions";
import { checkEndpointId, checkVpcId } from "./lib/resource-ids";
import { isPlain } from "./plain";

/** Args of a failover with defaults put in. A wrong value that is an Output makes the Output fail. */
export interface CheckedFailover {
  readonly dnsName: pulumi.Input<string>;
  /** Absent where the zone is there already. */
  readonly zone: { readonly name: pulumi.Input<string>; readonly vpcs: FailoverZoneVpc[] } | undefined;
  readonly hostedZoneId: pulumi.Input<string> | undefined;
  readonly endpoints: Readonly<Record<string, FailoverEndpoint>>;
  readonly ipAddressType: EndpointIpAddressType;
  readonly plan: RecordPlan;
  /** Absent unless the routing is by weights. */
  readonly weights: Record<string, number> | undefined;
  /** Gates of rules that are known only later; they go wherever the endpoints go. */
  readonly checks: InputChecks;
}

/** Checks the args of a failover, and throws everything that is known to be wrong before any child exists. */
export function checkEndpointFailover(name: string, args: EndpointFailoverArgs): CheckedFailover {
  const checks = new InputChecks(`EndpointFailover "${name}"`);
  const ipAddressType = args.ipAddressType ?? EndpointIpAddressType.Ipv4;
  const input = <T>(path: string, value: pulumi.Input<T> | undefined, check: Check<T>) =>
    value === undefined ? undefined : checks.input(path, value, check);
  checks.add(checkFailoverTerms(args));
  checks.input("ipAddressType", ipAddressType, checkOneOf(Object.values(EndpointIpAddressType)));
  const endpoints = Object.entries(args.endpoints).map(([key, endpoint]): [string, FailoverEndpoint] => {
    const path = at("endpoints", key);
    const { endpointId, dnsName, hostedZoneId, health } = endpoint;
    return [
      key,
      {
        ...endpoint,
        endpointId: input(at(path, "endpointId"), endpointId, checkEndpointId),
        dnsName: input(at(path, "dnsName"), dnsName, checkEndpointDnsName),
        hostedZoneId: input(at(path, "hostedZoneId"), hostedZoneId, checkHostedZoneId),
        health: health && checkedHealth(checks, health, at(path, "health")),
      },
    ];
  });
  const hostedZoneId = input("hostedZoneId", args.hostedZoneId, checkHostedZoneId);
  const vpcs = (args.zone?.vpcs ?? []).map(({ vpcId, region }, index): FailoverZoneVpc => {
    const path = at("zone.vpcs", index);
    return {
      vpcId: checks.input(at(path, "vpcId"), vpcId, checkVpcId),
      region: input(at(path, "region"), region, checkRegion),
    };
  });
  const zoneName = input("zone.name", args.zone?.name, checkZoneName);
  const terms = { ...args, ...routingOf(args) };
  const plan = planRecords(terms);
  const weights = args.routing === RoutingMode.Weighted ? resolvedWeights(terms) : undefined;
  const sets = plan.records.map(({ set }) => set);
  const dnsName = nameInZone(checks, checks.input("dnsName", args.dnsName, checkFailoverName(sets)), zoneName);
  checks.refuse();
  const zone = args.zone && { name: zoneName ?? dnsName, vpcs };
  return {
    dnsName,
    zone,
    hostedZoneId,
    endpoints: Object.fromEntries(endpoints),
    ipAddressType,
    plan,
    weights,
    checks,
  };
}

function checkedHealth(checks: InputChecks, health: NonNullable<FailoverEndpoint["health"]>, path: string) {
  const { alarm, alarmTopicArns } = health;
  checks.add(checkHealth(health, path));
  const topics = at(path, "alarmTopicArns");
  if (alarmTopicArns !== undefined) checks.add(checkAlarmTopics(alarmTopicArns, topics));
  return {
    ...health,
    alarm: alarm && { ...alarm, name: checks.input(at(at(path, "alarm"), "name"), alarm.name, checkAlarmName) },
    alarmTopicArns: alarmTopicArns?.map((arn, index) => checks.input(at(topics, index), arn, checkTopicArn)),
  };
}

function routingOf({ endpoints, order }: EndpointFailoverArgs) {
  const keys = Object.keys(endpoints);
  const regions = Object.fromEntries(keys.map((key) => [key, endpoints[key]?.region ?? ""]));
  return { keys, order: order ?? [], regions };
}

/** The name itself, once it is known to be in its zone. */
function nameInZone(
  checks: InputChecks,
  dnsName: pulumi.Input<string>,
  zoneName: pulumi.Input<string> | undefined,
): pulumi.Input<string> {
  if (zoneName === undefined) return dnsName;
  if (isPlain(dnsName) && isPlain(zoneName)) {
    checks.add(checkNameInZone({ dnsName, zoneName }, "dnsName"));
    return dnsName;
  }
  const both = pulumi.all([dnsName, zoneName]).apply(([name, zone]): NameInZone => ({ dnsName: name, zoneName: zone }));
  return pulumi.output(checks.input("dnsName", both, checkNameInZone)).dnsName;
}
