import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { targetFlows } from "./lib/flows";
import type { ResolvedPort } from "./lib/ports";
import { cidrKey, ruleCidr } from "./lib/rule-cidrs";
import { ruleOf } from "./load-balancer-rules";

/** What the rules of a fleet's security group are made from. */
export interface FleetRules {
  readonly securityGroupId: pulumi.Input<string>;
  readonly loadBalancerSecurityGroupId: pulumi.Input<string>;
  readonly endpointSecurityGroupId: pulumi.Input<string> | undefined;
  readonly ports: readonly ResolvedPort<unknown>[];
  /** Region of the fleet, in the name of AWS's prefix list. */
  readonly region: pulumi.Input<string>;
  readonly egressCidrs: readonly string[];
  readonly tags: Record<string, string> | undefined;
}

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** The way from the load balancer to the instances, on both sides of it; nobody else reaches them. */
export function createLoadBalancerRules(
  name: string,
  { securityGroupId, loadBalancerSecurityGroupId, ports, tags }: FleetRules,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return targetFlows(ports).flatMap((flow) => [
    new vpc.SecurityGroupIngressRule(
      `${name}-from-nlb-${flow.key}`,
      {
        securityGroupId,
        description: "Traffic and health checks of the load balancer",
        ...ruleOf(flow),
        referencedSecurityGroupId: loadBalancerSecurityGroupId,
        tags,
      },
      opts,
    ),
    new vpc.SecurityGroupEgressRule(
      `${name}-nlb-to-fleet-${flow.key}`,
      {
        securityGroupId: loadBalancerSecurityGroupId,
        description: "Traffic and health checks of the fleet",
        ...ruleOf(flow),
        referencedSecurityGroupId: securityGroupId,
        tags,
      },
      opts,
    ),
  ]);
}

/** Where instances may open connections to: S3, the VPC's interface endpoints, and what the user lists. */
export function createEgressRules(
  name: string,
  { securityGroupId, endpointSecurityGroupId, region, egressCidrs, tags }: FleetRules,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  // The gateway endpoint's addresses are public ones of S3, which a rule can name only by AWS's prefix list.
  const listName = pulumi.interpolate`com.amazonaws.${region}.s3`;
  const s3 = ec2.getManagedPrefixListOutput({ name: listName }, { parent: opts.parent });
  const rule = (suffix: string, args: Omit<vpc.SecurityGroupEgressRuleArgs, "securityGroupId">) =>
    new vpc.SecurityGroupEgressRule(`${name}-to-${suffix}`, { securityGroupId, ...args, tags }, opts);

  return [
    rule("s3", { ...HTTPS, description: "S3: artifact and packages", prefixListId: s3.id }),
    ...(endpointSecurityGroupId === undefined
      ? []
      : [
          rule("endpoints", {
            ...HTTPS,
            description: "Interface endpoints of AWS services",
            referencedSecurityGroupId: endpointSecurityGroupId,
          }),
        ]),
    ...egressCidrs.map((cidr) =>
      rule(cidrKey(cidr), { ipProtocol: "-1", description: "Dependencies of the service", ...ruleCidr(cidr) }),
    ),
  ];
}
