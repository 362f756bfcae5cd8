import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import type { ConsumedPort } from "./consumed-service";
import { type ConsumerEndpointArgs, DnsMode, EndpointIpAddressType, type ZoneVpc } from "./consumer-endpoint-args";
import { InputChecks } from "./inputs";
import { DEFAULT_WAIT_MINUTES } from "./lib/acceptance";
import { checkAlarmTopics, checkTopicArn } from "./lib/approval-rules";
import { checkZoneName } from "./lib/dns-names";
import { checkEndpointAddresses } from "./lib/endpoint-addresses";
import { checkReachedPorts } from "./lib/endpoint-ingress";
import {
  checkAddressFamilies,
  checkPlacement,
  checkPrivateName,
  checkZones,
  type Placement,
} from "./lib/endpoint-placement";
import { checkEndpointFlowLogs, checkEndpointSettings, flowLogZones } from "./lib/endpoint-settings";
import { suggestedZoneName } from "./lib/handoff";
import { checkOneOf } from "./lib/one-of";
import { at } from "./lib/path";
import type { Check, Problem } from "./lib/problem";
import { checkPrefixListId, checkSecurityGroupId, checkVpcId } from "./lib/resource-ids";
import { checkRuleCidrs } from "./lib/rule-cidrs";
import { checkServiceName } from "./lib/service-names";
import type { ZonedSubnet } from "./lib/zone-match";
import { gathered, isPlain } from "./plain";

/** Args of a consumer endpoint with defaults put in. A wrong value that is an Output makes the Output fail. */
export interface CheckedConsumerEndpoint {
  readonly ipAddressType: EndpointIpAddressType;
  readonly dns: DnsMode;
  readonly ports: pulumi.Input<ConsumedPort[]>;
  readonly clientCidrs: pulumi.Input<string[]> | undefined;
  readonly clientSecurityGroupIds: pulumi.Input<string>[];
  readonly clientPrefixListIds: pulumi.Input<string>[];
  /** Absent unless `dns` asks for a zone. */
  readonly zoneName: pulumi.Input<string> | undefined;
  readonly zoneVpcs: Readonly<Record<string, ZoneVpc>>;
  /** Absent unless `dns` asks for the service's private name. */
  readonly waitMinutes: number | undefined;
  readonly alarmTopicArns: pulumi.Input<string>[] | undefined;
  /** Zones whose network interfaces have flow logs. */
  readonly flowLogZoneIds: readonly string[];
  /** Regions, zones and subnets; fails when AWS would not connect such an endpoint. */
  readonly placement: pulumi.Output<Placement>;
}

/** Checks the args of a consumer endpoint, and throws everything that is known to be wrong before any child exists. */
export function checkConsumerEndpoint(
  name: string,
  args: ConsumerEndpointArgs,
  opts: pulumi.InvokeOptions,
): CheckedConsumerEndpoint {
  const checks = new InputChecks(`ConsumerEndpoint "${name}"`);
  const dns = args.dns ?? DnsMode.PrivateZone;
  const ipAddressType = args.ipAddressType ?? EndpointIpAddressType.Ipv4;
  checks.input("dns", dns, checkOneOf(Object.values(DnsMode)));
  checks.input("ipAddressType", ipAddressType, checkOneOf(Object.values(EndpointIpAddressType)));
  checks.add(checkEndpointSettings({ ...args, dns, isNamed: args.service.name !== undefined }));
  checks.add(checkEndpointAddresses(ipAddressType)(args.addresses ?? {}, "addresses"));
  const zones = plainZones(args);
  if (args.flowLogs !== undefined) checks.add(checkEndpointFlowLogs(args.flowLogs, zones, "flowLogs"));

  const subnetsPath = args.subnetIdsByZone === undefined ? "subnetIds" : "subnetIdsByZone";
  const settings = {
    serviceRegion: args.serviceRegion,
    ipAddressType,
    addressZoneIds: Object.keys(args.addresses ?? {}),
    usesPrivateDnsName: dns === DnsMode.PrivateName,
    hasAlarms: args.alarmTopicArns !== undefined,
  };
  checks.add(checkPlainService(args, settings, subnetsPath));
  const ports = checks.input<ConsumedPort[]>("service.ports", args.service.ports, checkReachedPorts);
  const clientCidrs =
    args.clientCidrs && checks.input<string[]>("clientCidrs", gathered(args.clientCidrs), checkRuleCidrs);
  const each = (path: string, values: pulumi.Input<string>[] | undefined, check: Check<string>) =>
    values?.map((value, index) => checks.input(at(path, index), value, check));
  const clientSecurityGroupIds = each("clientSecurityGroupIds", args.clientSecurityGroupIds, checkSecurityGroupId);
  const clientPrefixListIds = each("clientPrefixListIds", args.clientPrefixListIds, checkPrefixListId);
  if (args.alarmTopicArns !== undefined) checks.add(checkAlarmTopics(args.alarmTopicArns, "alarmTopicArns"));
  const alarmTopicArns = each("alarmTopicArns", args.alarmTopicArns, checkTopicArn);
  const zoneVpcs = Object.entries(args.zoneVpcs ?? {}).map(([key, vpc]): [string, ZoneVpc] => [
    key,
    { ...vpc, vpcId: checks.input(at(at("zoneVpcs", key), "vpcId"), vpc.vpcId, checkVpcId) },
  ]);
  const zoneName = zoneNameOf(args, dns);
  const checkedZoneName = zoneName && checks.input("zoneName", zoneName, checkZoneName);
  checks.refuse();

  const { service } = args;
  const placement = pulumi
    .all([getRegionOutput({}, opts).region, zonedSubnets(args, opts), service])
    .apply(([homeRegion, subnets, known]): Placement => ({ ...settings, homeRegion, subnets, service: known }));
  const checkedPlacement = checks.input("", placement, (known) => checkPlacement(known, subnetsPath));
  return {
    ipAddressType,
    dns,
    ports,
    clientCidrs,
    clientSecurityGroupIds: clientSecurityGroupIds ?? [],
    clientPrefixListIds: clientPrefixListIds ?? [],
    zoneName: checkedZoneName,
    zoneVpcs: Object.fromEntries(zoneVpcs),
    waitMinutes: dns === DnsMode.PrivateName ? (args.acceptance?.waitMinutes ?? DEFAULT_WAIT_MINUTES) : undefined,
    alarmTopicArns,
    flowLogZoneIds: args.flowLogs === undefined ? [] : (flowLogZones(zones) ?? []),
    placement: pulumi.output(checkedPlacement),
  };
}

type PlacementSettings = Omit<Placement, "homeRegion" | "subnets" | "service">;

/** What is known to be wrong before any look-up; all of it is checked again once everything is known. */
function checkPlainService(args: ConsumerEndpointArgs, settings: PlacementSettings, subnetsPath: string): Problem[] {
  const { serviceName, region, availabilityZoneIds, ipAddressTypes, privateDnsName } = args.service;
  const problems: Problem[] = [];
  if (isPlain(serviceName)) {
    problems.push(...checkServiceName(serviceName, "service.serviceName", isPlain(region) ? region : undefined));
  }
  if (args.subnetIdsByZone !== undefined && args.serviceRegion === undefined && isPlain(availabilityZoneIds)) {
    const subnets = Object.keys(args.subnetIdsByZone).map((zoneId) => ({ subnetId: zoneId, zoneId }));
    problems.push(...checkZones({ ...settings, subnets, service: { availabilityZoneIds } }, subnetsPath));
  }
  if (isPlain(ipAddressTypes)) problems.push(...checkAddressFamilies(settings.ipAddressType, ipAddressTypes));
  if (isPlain(privateDnsName)) problems.push(...checkPrivateName(settings.usesPrivateDnsName, privateDnsName));
  return problems;
}

function zonedSubnets(args: ConsumerEndpointArgs, opts: pulumi.InvokeOptions): pulumi.Output<ZonedSubnet[]> {
  if (args.subnetIdsByZone !== undefined) {
    return pulumi
      .all(args.subnetIdsByZone)
      .apply((byZone) => Object.entries(byZone).map(([zoneId, subnetId]) => ({ subnetId, zoneId })));
  }
  return pulumi.output(args.subnetIds ?? []).apply((subnetIds) =>
    pulumi.all(
      subnetIds.map((subnetId) =>
        ec2.getSubnetOutput({ id: subnetId }, opts).apply((subnet) => ({
          subnetId,
          zoneId: subnet.availabilityZoneId,
        })),
      ),
    ),
  );
}

function zoneNameOf({ zoneName, service }: ConsumerEndpointArgs, dns: DnsMode): pulumi.Input<string> | undefined {
  if (dns !== DnsMode.PrivateZone || zoneName !== undefined) return zoneName;
  const { name } = service;
  if (name === undefined) return undefined;
  return isPlain(name) ? suggestedZoneName(name) : pulumi.output(name).apply(suggestedZoneName);
}

function plainZones({ service, subnetIdsByZone, serviceRegion }: ConsumerEndpointArgs) {
  const { availabilityZoneIds } = service;
  return {
    serviceZoneIds: isPlain(availabilityZoneIds) ? availabilityZoneIds : undefined,
    ownZoneIds: subnetIdsByZone && Object.keys(subnetIdsByZone),
    crossRegion: serviceRegion !== undefined,
  };
}
