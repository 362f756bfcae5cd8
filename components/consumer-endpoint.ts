import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { createEndpointAlarms } from "./consumer-endpoint-alarms";
import { type ConsumerEndpointArgs, EndpointIpAddressType } from "./consumer-endpoint-args";
import { type CheckedConsumerEndpoint, checkConsumerEndpoint } from "./consumer-endpoint-checks";
import { privateName } from "./consumer-endpoint-dns";
import { createEndpointFlowLogs } from "./consumer-endpoint-flow-logs";
import { privateZone, type ZoneAuthorization } from "./consumer-endpoint-zone";
import { RECORD_TYPES, regionalDnsEntry } from "./lib/endpoint-dns";
import { ingressRules } from "./lib/endpoint-ingress";
import { placedSubnets, privateDnsNameOf } from "./lib/endpoint-placement";
import { withName } from "./lib/tags";
import type { ZonedSubnet } from "./lib/zone-match";

/**
 * The consumer's side of a service over AWS PrivateLink: an interface endpoint in the Availability Zones that it
 * shares with the service, a security group that admits clients to the service's ports, and a DNS name.
 */
export class ConsumerEndpoint extends pulumi.ComponentResource {
  /** Id of the endpoint; the provider accepts or rejects the connection by it. */
  readonly endpointId: pulumi.Output<string>;
  /**
   * State of the connection when the endpoint itself was last made, changed or refreshed: `pendingAcceptance`,
   * `available`, `rejected`, ...
   */
  readonly endpointState: pulumi.Output<string>;
  /** Name that clients should use; the endpoint's own where there is no other. May begin with the wildcard `*.`. */
  readonly dnsName: pulumi.Output<string>;
  /** The endpoint's own name, which answers with the healthy addresses of all its Availability Zones. */
  readonly endpointDnsName: pulumi.Output<string>;
  /** Security group of the endpoint. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Network interfaces of the endpoint, one in each Availability Zone. */
  readonly networkInterfaceIds: pulumi.Output<string[]>;
  /** AZ ids that the endpoint is in. */
  readonly availabilityZoneIds: pulumi.Output<string[]>;
  /** Id of the private hosted zone; absent without one. */
  readonly zoneId?: pulumi.Output<string>;
  /** Args of the `route53.ZoneAssociation` that another account makes, by the names in `zoneVpcs`; absent without a zone. */
  readonly zoneAuthorizations?: pulumi.Output<Record<string, ZoneAuthorization>>;

  constructor(name: string, args: ConsumerEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ConsumerEndpoint", name, args, opts);
    const checked = checkConsumerEndpoint(name, args, { parent: this });
    const { placement, zoneName, ipAddressType, waitMinutes, alarmTopicArns } = checked;
    const { vpcId, tags, displayName = name } = args;
    const { serviceName, privateDnsName } = args.service;
    // Nothing is made before both sides' zones are known to fit, whether or not it has an input that comes from them.
    const child = { parent: this, dependsOn: placement.apply((): pulumi.Resource[] => []) };
    const subnets = placement.apply(placedSubnets);

    const securityGroup = createSecurityGroup(name, args, checked, child);
    const endpoint = createEndpoint(name, args, { ipAddressType, subnets, securityGroup, displayName }, child);
    const entry = endpoint.dnsEntries.apply(regionalDnsEntry);
    if (args.flowLogs !== undefined) {
      const { flowLogs } = args;
      const zoneIds = checked.flowLogZoneIds;
      createEndpointFlowLogs(name, { endpoint, subnets, zoneIds, flowLogs, displayName, tags }, child);
    }
    if (alarmTopicArns !== undefined) {
      const watched = { endpoint, vpcId, serviceName, thresholds: args.alarmThresholds };
      createEndpointAlarms(name, { ...watched, topicArns: alarmTopicArns, displayName, tags }, child);
    }

    this.endpointId = endpoint.id;
    this.endpointState = endpoint.state;
    this.endpointDnsName = entry.dnsName;
    this.securityGroupId = securityGroup.id;
    this.networkInterfaceIds = endpoint.networkInterfaceIds;
    this.availabilityZoneIds = subnets.apply((placed) => placed.map((subnet) => subnet.zoneId));
    this.dnsName = entry.dnsName;
    if (zoneName !== undefined) {
      const recordNames = args.recordNames ?? [];
      const recordTypes = RECORD_TYPES[ipAddressType];
      const named = { zoneName, recordNames, recordTypes, entry, privateDnsName };
      const zone = privateZone(name, { ...named, vpcId, furtherVpcs: checked.zoneVpcs, displayName, tags }, child);
      this.dnsName = zone.dnsName;
      this.zoneId = zone.zoneId;
      this.zoneAuthorizations = zone.authorizations;
    } else if (waitMinutes !== undefined) {
      const named = { endpoint, serviceName, privateDnsName: placement.apply(privateDnsNameOf), waitMinutes };
      this.dnsName = privateName(name, named, child) ?? entry.dnsName;
    }
    this.registerOutputs({
      endpointId: this.endpointId,
      endpointState: this.endpointState,
      dnsName: this.dnsName,
      endpointDnsName: this.endpointDnsName,
      securityGroupId: this.securityGroupId,
      networkInterfaceIds: this.networkInterfaceIds,
      availabilityZoneIds: this.availabilityZoneIds,
      zoneId: this.zoneId,
      zoneAuthorizations: this.zoneAuthorizations,
    });
  }
}

function createSecurityGroup(
  name: string,
  args: ConsumerEndpointArgs,
  { ports, clientCidrs, clientSecurityGroupIds, clientPrefixListIds }: CheckedConsumerEndpoint,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): ec2.SecurityGroup {
  const cidrs = admittedCidrs(args, clientCidrs, { parent: opts.parent });
  return new ec2.SecurityGroup(
    `${name}-sg`,
    {
      description: "Admits clients to the ports of a service over AWS PrivateLink",
      vpcId: args.vpcId,
      // Inline, because the number of ports is not known before the provider's outputs are.
      ingress: pulumi
        .all([ports, cidrs, pulumi.all(clientSecurityGroupIds), pulumi.all(clientPrefixListIds)])
        .apply(([reached, admitted, securityGroupIds, prefixListIds]) =>
          ingressRules(reached, { cidrs: admitted, securityGroupIds, prefixListIds }),
        ),
      tags: withName(args.tags, "consumer-sg"),
    },
    opts,
  );
}

function createEndpoint(
  name: string,
  args: ConsumerEndpointArgs,
  made: {
    readonly ipAddressType: EndpointIpAddressType;
    readonly subnets: pulumi.Output<ZonedSubnet[]>;
    readonly securityGroup: ec2.SecurityGroup;
    readonly displayName: string;
  },
  opts: pulumi.CustomResourceOptions,
): ec2.VpcEndpoint {
  const { ipAddressType, subnets } = made;
  const addresses = args.addresses ?? {};
  return new ec2.VpcEndpoint(
    `${name}-endpoint`,
    {
      vpcEndpointType: "Interface",
      vpcId: args.vpcId,
      serviceName: args.service.serviceName,
      serviceRegion: args.serviceRegion,
      subnetIds: subnets.apply((placed) => placed.map((subnet) => subnet.subnetId)),
      subnetConfigurations:
        args.addresses &&
        subnets.apply((placed) => placed.map(({ subnetId, zoneId }) => ({ subnetId, ...addresses[zoneId] }))),
      securityGroupIds: [made.securityGroup.id],
      ipAddressType,
      dnsOptions: ipAddressType === EndpointIpAddressType.Ipv4 ? undefined : { dnsRecordIpType: ipAddressType },
      autoAccept: args.autoAccept ? true : undefined,
      tags: withName(args.tags, `${made.displayName}-endpoint`),
    },
    opts,
  );
}

function admittedCidrs(
  args: ConsumerEndpointArgs,
  given: pulumi.Input<string[]> | undefined,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string[]> {
  if (given !== undefined) return pulumi.output(given);
  if (args.clientSecurityGroupIds !== undefined || args.clientPrefixListIds !== undefined) return pulumi.output([]);
  return ec2.getVpcOutput({ id: args.vpcId }, opts).apply(({ cidrBlockAssociations, ipv6CidrBlock }) => {
    const own = cidrBlockAssociations.filter((association) => association.state === "associated");
    return [...own.map((association) => association.cidrBlock), ...(ipv6CidrBlock ? [ipv6CidrBlock] : [])];
  });
}
