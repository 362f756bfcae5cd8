import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { InputChecks } from "./inputs";
import { ClientRoutingPolicy, checkLoadBalancer, LoadBalancerIpAddressType } from "./lib/load-balancer";
import { checkLoadBalancerStem, LOAD_BALANCER_SUFFIX } from "./lib/names";
import { checkServices, type ResolvedPort, resolvePorts } from "./lib/ports";
import { checkSecurityGroupId, checkVpcId } from "./lib/resource-ids";
import { withName } from "./lib/tags";
import { createPort, type PortResources } from "./load-balancer-ports";
import { createClientRules, createTargetRules } from "./load-balancer-rules";
import { checkNamed } from "./named-inputs";
import { checkPortInputs } from "./port-inputs";
import type { ServiceLoadBalancerArgs } from "./service-load-balancer-args";
import { checkZoneSubnets } from "./zone-subnets";

/** An internal Network Load Balancer with its security group, and a listener and a target group for every port. */
export class ServiceLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer, which an endpoint service publishes. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** `net/<name>/<id>`: the load balancer as a dimension of CloudWatch metrics. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** DNS name of the load balancer inside the VPC. */
  readonly dnsName: pulumi.Output<string>;
  /** Id of the load balancer's security group, which targets admit. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARNs of the target groups by `<service>-<port name>`. */
  readonly targetGroupArns: pulumi.Output<Record<string, string>>;
  /** `targetgroup/<name>/<id>` by `<service>-<port name>`: dimensions of CloudWatch metrics. */
  readonly targetGroupArnSuffixes: pulumi.Output<Record<string, string>>;
  /** ARNs of the listeners by `<service>-<port name>`; Auto Scaling groups wait for them. */
  readonly listenerArns: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ServiceLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ServiceLoadBalancer", name, args, opts);
    const { vpcId, ports, subnetIds, targetSecurityGroupIds } = checkedArgs(name, args);
    const displayName = args.displayName ?? name;

    const securityGroup = new ec2.SecurityGroup(
      `${name}-nlb-sg`,
      {
        vpcId,
        description: "Network Load Balancer of a PrivateLink endpoint service",
        tags: withName(args.tags, `${displayName}-nlb-sg`),
      },
      { parent: this },
    );
    const rules = { securityGroupId: securityGroup.id, ports, tags: args.tags };
    createClientRules(name, { ...rules, cidrs: args.allowedClientCidrs ?? [] }, { parent: this });
    createTargetRules(name, { ...rules, groups: targetSecurityGroupIds }, { parent: this });

    const loadBalancer = new lb.LoadBalancer(
      `${name}${LOAD_BALANCER_SUFFIX}`,
      {
        loadBalancerType: "network",
        internal: true,
        // AWS takes a security group only at creation; a load balancer without one can never get it.
        securityGroups: [securityGroup.id],
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: args.enforceInboundRulesOnPrivateLink ? "on" : "off",
        ...placement(subnetIds, args.addresses ?? {}),
        ipAddressType: args.ipAddressType ?? LoadBalancerIpAddressType.Ipv4,
        enableCrossZoneLoadBalancing: args.crossZone ?? false,
        dnsRecordClientRoutingPolicy: args.clientRoutingPolicy ?? ClientRoutingPolicy.AnyAvailabilityZone,
        enableZonalShift: args.zonalShift ?? true,
        secondaryIpsAutoAssignedPerSubnet: args.secondaryIpsPerSubnet,
        enableDeletionProtection: args.deletionProtection ?? true,
        tags: withName(args.tags, `${displayName}${LOAD_BALANCER_SUFFIX}`),
      },
      { parent: this },
    );
    const common = { vpcId, loadBalancerArn: loadBalancer.arn, tags: args.tags };
    const created = ports.map((port) => [port.key, createPort(port, common, { parent: this })] as const);

    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = byKey(created, ({ targetGroup }) => targetGroup.arn);
    this.targetGroupArnSuffixes = byKey(created, ({ targetGroup }) => targetGroup.arnSuffix);
    this.listenerArns = byKey(created, ({ listener }) => listener.arn);
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      dnsName: this.dnsName,
      securityGroupId: this.securityGroupId,
      targetGroupArns: this.targetGroupArns,
      targetGroupArnSuffixes: this.targetGroupArnSuffixes,
      listenerArns: this.listenerArns,
    });
  }
}

interface CheckedArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly ports: readonly ResolvedPort<pulumi.Input<string>>[];
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly targetSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
}

function checkedArgs(name: string, args: ServiceLoadBalancerArgs): CheckedArgs {
  const checks = new InputChecks(`ServiceLoadBalancer "${name}"`);
  checks.add(checkLoadBalancerStem(name, "name"));
  checks.add(checkServices(args.services, "services"));
  const vpcId = checks.input("vpcId", args.vpcId, checkVpcId);
  const subnetIds = checkZoneSubnets(checks, args.subnetIds);
  const targetSecurityGroupIds = checkNamed(
    checks,
    "targetSecurityGroupIds",
    args.targetSecurityGroupIds,
    checkSecurityGroupId,
  );
  const ports = resolvePorts(checkPortInputs(checks, args.services));
  checks.add(checkLoadBalancer(args, "", { ports, zoneIds: Object.keys(args.subnetIds) }));
  checks.refuse();
  return { vpcId, ports, subnetIds, targetSecurityGroupIds };
}

function placement(
  subnetIds: Readonly<Record<string, pulumi.Input<string>>>,
  addresses: Readonly<Record<string, string>>,
): Pick<lb.LoadBalancerArgs, "subnets" | "subnetMappings"> {
  if (Object.keys(addresses).length === 0) return { subnets: Object.values(subnetIds) };
  const subnetMappings = Object.entries(subnetIds).map(([zoneId, subnetId]) => ({
    subnetId,
    ...(addresses[zoneId] !== undefined && { privateIpv4Address: addresses[zoneId] }),
  }));
  return { subnetMappings };
}

function byKey(
  created: readonly (readonly [string, PortResources])[],
  pick: (port: PortResources) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
  return pulumi.all(Object.fromEntries(created.map(([key, port]) => [key, pick(port)])));
}
