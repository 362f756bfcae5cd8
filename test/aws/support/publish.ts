import { CreateVpcEndpointServiceConfigurationCommand, DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import type { PublishedService } from "../../../functions/lib/published-service";
import { clientsOf, PROVIDER, present } from "./clients";
import { queryCall } from "./wire";

export interface ServiceOptions {
  /** Defaults to `order-processor`. */
  readonly name?: string;
  /** Defaults to us-east-1. */
  readonly region?: string;
  /** Regions from which consumers may connect besides the service's own. */
  readonly supportedRegions?: readonly string[];
  /** ARNs of principals that the stack itself admits. They are not admitted here: the automation does that. */
  readonly stackPrincipals?: readonly string[];
}

let published = 0;

/** An endpoint service of the provider, which takes a decision for each connection. */
export async function publishService(options: ServiceOptions = {}): Promise<PublishedService> {
  const { name = "order-processor", region = "us-east-1", supportedRegions, stackPrincipals = [] } = options;
  const { ec2 } = await clientsOf(PROVIDER, region);
  const { ServiceConfiguration: service } = await ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [await loadBalancer(region)],
      AcceptanceRequired: true,
      SupportedRegions: supportedRegions === undefined ? undefined : [region, ...supportedRegions],
    }),
  );
  const serviceId = present(service?.ServiceId, "service id");
  return {
    name,
    serviceId,
    serviceArn: `arn:aws:ec2:${region}:${PROVIDER}:vpc-endpoint-service/${serviceId}`,
    serviceName: present(service?.ServiceName, "service name"),
    region,
    accountId: PROVIDER,
    stackPrincipals,
  };
}

/** The subnets of an account's default VPC. */
export async function subnetsOf(account: string, region: string): Promise<{ vpcId: string; subnetIds: string[] }> {
  const { ec2 } = await clientsOf(account, region);
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "default-for-az", Values: ["true"] }] }),
  );
  const vpcId = present(Subnets[0]?.VpcId, "subnet");
  return { vpcId, subnetIds: Subnets.map(({ SubnetId }) => present(SubnetId, "subnet id")) };
}

async function loadBalancer(region: string): Promise<string> {
  const { subnetIds } = await subnetsOf(PROVIDER, region);
  const subnets = subnetIds.map((id, index) => [`Subnets.member.${index + 1}`, id] as const);
  const answer = await queryCall({ region }, "elasticloadbalancing", {
    Action: "CreateLoadBalancer",
    Version: "2015-12-01",
    Name: `service-${++published}`,
    Type: "network",
    Scheme: "internal",
    ...Object.fromEntries(subnets),
  });
  return present(/<LoadBalancerArn>([^<]+)</.exec(answer)?.[1], "load balancer");
}
