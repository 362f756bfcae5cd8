import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import type { ConsumedPort } from "./consumed-service";
import { type ConsumerEndpointArgs, DnsMode, EndpointIpAddressType } from "./consumer-endpoint-args";
import { InputChecks } from "./inputs";
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
import { suggestedZoneName } from "./lib/handoff";
import { checkOneOf } from "./lib/one-of";
import type { Problem } from "./lib/problem";
import { checkRuleCidrs } from "./lib/rule-cidrs";
import { checkServiceName } from "./lib/service-names";
import type { ZonedSubnet } from "./lib/zone-match";

/** Args of a consumer endpoint with defaults put in. A wrong value that is an Output makes the Output fail. */
export interface CheckedConsumerEndpoint {
  readonly ipAddressType: EndpointIpAddressType;
  readonly dns: DnsMode;
  readonly ports: pulumi.Input<ConsumedPort[]>;
  readonly clientCidrs: pulumi.Input<string[]> | undefined;
  /** Absent unless `dns` asks for a zone. */
  readonly zoneName: pulumi.Input<string> | undefined;
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
  checks.add(checkSubnetSource(args));
  checks.add(checkDnsSettings(args, dns));
  checks.add(checkClients(args));
  checks.add(checkEndpointAddresses(ipAddressType)(args.addresses ?? {}, "addresses"));

  const subnetsPath = args.subnetIdsByZone === undefined ? "subnetIds" : "subnetIdsByZone";
  const settings = {
    serviceRegion: args.serviceRegion,
    ipAddressType,
    addressZoneIds: Object.keys(args.addresses ?? {}),
    usesPrivateDnsName: dns === DnsMode.PrivateName,
  };
  checks.add(checkPlainService(args, settings, subnetsPath));
  const ports = checks.input<ConsumedPort[]>("service.ports", args.service.ports, checkReachedPorts);
  const clientCidrs =
    args.clientCidrs && checks.input<string[]>("clientCidrs", gathered(args.clientCidrs), checkRuleCidrs);
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
    zoneName: checkedZoneName,
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

function checkSubnetSource({ subnetIds, subnetIdsByZone }: ConsumerEndpointArgs): Problem[] {
  if ((subnetIds === undefined) !== (subnetIdsByZone === undefined)) return [];
  const both = subnetIds !== undefined;
  return [
    {
      path: "subnetIds",
      value: both ? "subnetIds and subnetIdsByZone" : undefined,
      rule: both ? "are two answers to one question" : "is needed, or subnetIdsByZone",
      remedy: "give exactly one of the two",
    },
  ];
}

function checkDnsSettings({ service, zoneName, privateDnsReady }: ConsumerEndpointArgs, dns: DnsMode): Problem[] {
  const problems: Problem[] = [];
  if (dns === DnsMode.PrivateZone && zoneName === undefined && service.name === undefined) {
    const rule = "is needed, because the service has no name to derive it from";
    problems.push({ path: "zoneName", value: undefined, rule, remedy: "use one such as orders.endpoints.internal" });
  }
  if (dns !== DnsMode.PrivateZone && zoneName !== undefined) {
    const rule = `has no meaning with dns "${dns}"`;
    problems.push({
      path: "zoneName",
      value: isPlain(zoneName) ? zoneName : "an Output",
      rule,
      remedy: 'leave it out, or use dns "privateZone"',
    });
  }
  if (dns !== DnsMode.PrivateName && privateDnsReady === true) {
    const rule = `has no meaning with dns "${dns}"`;
    problems.push({ path: "privateDnsReady", value: true, rule, remedy: 'leave it out, or use dns "privateName"' });
  }
  return problems;
}

function checkClients({ clientCidrs, clientSecurityGroupIds }: ConsumerEndpointArgs): Problem[] {
  if (clientCidrs === undefined && clientSecurityGroupIds === undefined) return [];
  if ((clientCidrs?.length ?? 0) + (clientSecurityGroupIds?.length ?? 0) > 0) return [];
  const remedy = "name clients, or leave clientCidrs and clientSecurityGroupIds out to admit the whole VPC";
  return [{ path: "clientCidrs", value: [], rule: "admits no client to the endpoint", remedy }];
}

function isPlain<T>(value: pulumi.Input<T>): value is T {
  return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** The list itself when all of it is plain, so that it can be checked at once. */
function gathered(values: pulumi.Input<string>[]): pulumi.Input<string[]> {
  return values.every(isPlain) ? values : pulumi.all(values);
}
