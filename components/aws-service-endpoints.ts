import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { zonesNamed } from "./lib/availability-zones";
import { ownAccountPolicy, type PolicyScope, s3GatewayPolicy } from "./lib/network-policies";
import { withName } from "./lib/tags";
import type { NetworkVpc } from "./network-vpc";

/** AWS services that a VPC reaches by a route instead of by network interfaces. */
export const GatewayService = { S3: "s3", DynamoDb: "dynamodb" } as const;
export type GatewayService = (typeof GatewayService)[keyof typeof GatewayService];

const HTTPS = 443;
const IMAGE_REGISTRY = "ecr.dkr";

/** The AWS services that a network reaches without the internet. */
export interface AwsServiceEndpoints {
  readonly gateways: readonly GatewayService[];
  readonly interfaces: readonly string[];
  readonly readableBuckets: pulumi.Input<string>[];
  readonly scope: () => pulumi.Output<PolicyScope>;
  readonly displayName: string;
  readonly tags: Record<string, string> | undefined;
}

/** Gateway endpoints, on every route table of the network, each with a policy. */
export function createGatewayEndpoints(
  name: string,
  network: NetworkVpc,
  args: AwsServiceEndpoints,
  opts: pulumi.CustomResourceOptions,
): void {
  const routeTableIds = pulumi.all(Object.values(network.routeTableIds)).apply((ids) => [...new Set(ids)]);
  for (const service of args.gateways) {
    new ec2.VpcEndpoint(
      `${name}-endpoint-${service}`,
      {
        vpcId: network.vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${args.scope().region}.${service}`,
        routeTableIds,
        policy: gatewayPolicy(service, args),
        tags: withName(args.tags, `${args.displayName}-${service}-endpoint`),
      },
      opts,
    );
  }
}

function gatewayPolicy(service: GatewayService, args: AwsServiceEndpoints): pulumi.Output<string> {
  if (service !== GatewayService.S3) return pulumi.jsonStringify(args.scope().apply(ownAccountPolicy));
  const imageLayers = args.interfaces.includes(IMAGE_REGISTRY);
  const document = pulumi
    .all([args.scope(), pulumi.all(args.readableBuckets)])
    .apply(([scope, readableBuckets]) => s3GatewayPolicy(scope, { readableBuckets, imageLayers }));
  return pulumi.jsonStringify(document);
}

/**
 * Interface endpoints with private DNS behind one security group, which admits HTTPS from the VPC.
 * A service that AWS does not run in one of the zones gets no interface there, and is reached in another zone.
 */
export function createInterfaceEndpoints(
  name: string,
  network: NetworkVpc,
  args: AwsServiceEndpoints,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  if (args.interfaces.length === 0) return undefined;
  const tagsFor = (suffix: string) => withName(args.tags, `${args.displayName}-${suffix}`);
  const group = new ec2.SecurityGroup(
    `${name}-endpoints-sg`,
    { vpcId: network.vpcId, description: "Interface endpoints of AWS services", tags: tagsFor("endpoints-sg") },
    opts,
  );
  const https = { ipProtocol: "tcp", fromPort: HTTPS, toPort: HTTPS, cidrIpv4: network.vpcCidr };
  new vpc.SecurityGroupIngressRule(
    `${name}-endpoints-https`,
    { ...https, securityGroupId: group.id, description: "HTTPS from the VPC", tags: tagsFor("endpoints-https") },
    opts,
  );
  const zones = getAvailabilityZonesOutput({}, opts);
  for (const service of args.interfaces) {
    const offer = ec2.getVpcEndpointServiceOutput({ service, serviceType: "Interface" }, opts);
    const subnetIds = pulumi
      .all([offer.availabilityZones, zones, network.subnetIds])
      .apply(([offered, all, subnets]) => subnetsIn(zonesNamed(offered, all), subnets, service));
    const policy = pulumi
      .all([offer.vpcEndpointPolicySupported, args.scope()])
      .apply(([supported, scope]) => (supported ? JSON.stringify(ownAccountPolicy(scope)) : undefined));
    new ec2.VpcEndpoint(
      `${name}-endpoint-${service}`,
      {
        vpcId: network.vpcId,
        vpcEndpointType: "Interface",
        serviceName: offer.serviceName,
        subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        policy,
        tags: tagsFor(`${service}-endpoint`),
      },
      opts,
    );
  }
  return group.id;
}

function subnetsIn(offered: readonly string[], subnets: Readonly<Record<string, string>>, service: string): string[] {
  const usable = Object.entries(subnets).filter(([zoneId]) => offered.includes(zoneId));
  if (usable.length > 0) return usable.map(([, subnetId]) => subnetId);
  throw new pulumi.RunError(
    `interfaceEndpoints: AWS runs ${service} in ${offered.join(", ")}, and the network has none of these zones, ` +
      `but ${Object.keys(subnets).join(", ")}; remove the service, or use one of its zones.`,
  );
}
