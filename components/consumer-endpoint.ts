import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { type ConsumerEndpointArgs, DnsMode, EndpointIpAddressType } from "./consumer-endpoint-args";
import { checkConsumerEndpoint } from "./consumer-endpoint-checks";
import { privateName, privateZone } from "./consumer-endpoint-dns";
import { regionalDnsEntry } from "./lib/endpoint-dns";
import { ingressRules } from "./lib/endpoint-ingress";
import { placedSubnets, privateDnsNameOf } from "./lib/endpoint-placement";
import { withName } from "./lib/tags";

/**
 * The consumer's side of a service over AWS PrivateLink: an interface endpoint in the Availability Zones that it
 * shares with the service, a security group that admits clients to the service's ports, and a DNS name.
 */
export class ConsumerEndpoint extends pulumi.ComponentResource {
  /** Id of the endpoint; the provider accepts or rejects the connection by it. */
  readonly endpointId: pulumi.Output<string>;
  /** State of the connection at the last update or refresh: `pendingAcceptance`, `available`, `rejected`, ... */
  readonly endpointState: pulumi.Output<string>;
  /** Name that clients should use; until `privateDnsReady`, the endpoint's own. May begin with the wildcard `*.`. */
  readonly dnsName: pulumi.Output<string>;
  /** The endpoint's own name, which answers with the healthy addresses of all its Availability Zones. */
  readonly endpointDnsName: pulumi.Output<string>;
  /** Security group of the endpoint. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Network interfaces of the endpoint, one in each Availability Zone. */
  readonly networkInterfaceIds: pulumi.Output<string[]>;
  /** AZ ids that the endpoint is in. */
  readonly availabilityZoneIds: pulumi.Output<string[]>;

  constructor(name: string, args: ConsumerEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ConsumerEndpoint", name, args, opts);
    const parent = { parent: this };
    const { placement, ports, clientCidrs, zoneName, ipAddressType, dns } = checkConsumerEndpoint(name, args, parent);
    const subnets = placement.apply(placedSubnets);
    const displayName = args.displayName ?? name;

    const securityGroup = new ec2.SecurityGroup(
      `${name}-sg`,
      {
        description: "Admits clients to the ports of a service over AWS PrivateLink",
        vpcId: args.vpcId,
        // Inline, because the number of ports is not known before the provider's outputs are.
        ingress: pulumi
          .all([ports, admittedCidrs(args, clientCidrs, parent), args.clientSecurityGroupIds ?? []])
          .apply(([reached, cidrs, securityGroupIds]) => ingressRules(reached, { cidrs, securityGroupIds })),
        tags: withName(args.tags, "consumer-sg"),
      },
      parent,
    );

    const addresses = args.addresses ?? {};
    const endpoint = new ec2.VpcEndpoint(
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
        securityGroupIds: [securityGroup.id],
        ipAddressType,
        dnsOptions: ipAddressType === EndpointIpAddressType.Ipv4 ? undefined : { dnsRecordIpType: ipAddressType },
        autoAccept: args.autoAccept ? true : undefined,
        tags: withName(args.tags, `${displayName}-endpoint`),
      },
      parent,
    );
    const entry = endpoint.dnsEntries.apply(regionalDnsEntry);

    this.endpointId = endpoint.id;
    this.endpointState = endpoint.state;
    this.endpointDnsName = entry.dnsName;
    this.securityGroupId = securityGroup.id;
    this.networkInterfaceIds = endpoint.networkInterfaceIds;
    this.availabilityZoneIds = subnets.apply((placed) => placed.map((subnet) => subnet.zoneId));
    this.dnsName = entry.dnsName;
    if (zoneName !== undefined) {
      const recordTypes = RECORD_TYPES[ipAddressType];
      this.dnsName = privateZone(
        name,
        { zoneName, vpcId: args.vpcId, entry, recordTypes, displayName, tags: args.tags },
        parent,
      );
    } else if (dns === DnsMode.PrivateName && args.privateDnsReady) {
      const privateDnsName = placement.apply(privateDnsNameOf);
      this.dnsName = privateName(name, { endpointId: endpoint.id, privateDnsName }, parent);
    }
    this.registerOutputs({
      endpointId: this.endpointId,
      endpointState: this.endpointState,
      dnsName: this.dnsName,
      endpointDnsName: this.endpointDnsName,
      securityGroupId: this.securityGroupId,
      networkInterfaceIds: this.networkInterfaceIds,
      availabilityZoneIds: this.availabilityZoneIds,
    });
  }
}

/** Alias records that answer for each kind of endpoint. */
const RECORD_TYPES: Readonly<Record<EndpointIpAddressType, readonly string[]>> = {
  ipv4: ["A"],
  dualstack: ["A", "AAAA"],
  ipv6: ["AAAA"],
};

function admittedCidrs(
  args: ConsumerEndpointArgs,
  given: pulumi.Input<string[]> | undefined,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string[]> {
  if (given !== undefined) return pulumi.output(given);
  if (args.clientSecurityGroupIds !== undefined) return pulumi.output([]);
  return ec2.getVpcOutput({ id: args.vpcId }, opts).apply(({ cidrBlockAssociations, ipv6CidrBlock }) => {
    const own = cidrBlockAssociations.filter((association) => association.state === "associated");
    return [...own.map((association) => association.cidrBlock), ...(ipv6CidrBlock ? [ipv6CidrBlock] : [])];
  });
}
