import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import type { FleetArgs } from "./fleet-args";
import { type CheckedFleet, checkedFleet } from "./fleet-checks";
import { createGroups, createLaunchTemplate } from "./fleet-groups";
import { createFleetRole } from "./fleet-role";
import { createEgressRules, createLoadBalancerRules } from "./fleet-rules";
import { resolveProcess } from "./lib/service-process";
import { withName } from "./lib/tags";
import { userData } from "./lib/user-data";

/**
 * The instances of a service: a launch template and an Auto Scaling group per Availability Zone, which rolls with every
 * new version of the template and goes back by itself when that fails. Only the load balancer reaches the instances;
 * they need no internet, no key pair and no public address, and are managed with Systems Manager.
 */
export class Fleet extends pulumi.ComponentResource {
  /** Id of the instances' security group, for rules of databases and other dependencies. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the instances' role. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the instances' role, to attach further policies to. */
  readonly roleName: pulumi.Output<string>;
  /** Id of the launch template. */
  readonly launchTemplateId: pulumi.Output<string>;
  /** Version of the launch template that the groups run. */
  readonly launchTemplateVersion: pulumi.Output<number>;
  /** Names of the Auto Scaling groups, by AZ id. */
  readonly autoScalingGroupNames: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:Fleet", name, args, opts);
    const checked = checkedFleet(name, args);
    const displayName = args.displayName ?? name;
    const { region } = getRegionOutput({}, { parent: this });

    const securityGroup = new ec2.SecurityGroup(
      `${name}-sg`,
      {
        vpcId: checked.vpcId,
        description: "Instances behind a PrivateLink endpoint service",
        tags: withName(args.tags, "service-sg"),
      },
      { parent: this },
    );
    const ruleArgs = {
      securityGroupId: securityGroup.id,
      loadBalancerSecurityGroupId: checked.loadBalancerSecurityGroupId,
      endpointSecurityGroupId: args.endpointSecurityGroupId,
      ports: checked.ports,
      region,
      egressCidrs: args.egressCidrs ?? [],
      tags: args.tags,
    };
    const rules = [
      ...createLoadBalancerRules(name, ruleArgs, { parent: this }),
      ...createEgressRules(name, ruleArgs, { parent: this }),
    ];
    const permissions = { artifact: checked.artifact, policyArns: checked.policyArns, tags: args.tags };
    const role = createFleetRole(name, permissions, { parent: this });

    const template = {
      imageId: checked.imageId,
      securityGroupId: securityGroup.id,
      instanceProfileArn: role.profile.arn,
      userData: userDataOf(args, checked, region),
      displayName,
    };
    const launchTemplate = createLaunchTemplate(name, args, template, { parent: this });
    const zones = { launchTemplate, subnetIds: checked.subnetIds, displayName };
    // An instance that boots before it may read its artifact, or be asked for its health, would be replaced.
    const groups = createGroups(name, args, zones, { parent: this, dependsOn: [...rules, ...role.permissions] });

    this.securityGroupId = securityGroup.id;
    this.roleArn = role.role.arn;
    this.roleName = role.role.name;
    this.launchTemplateId = launchTemplate.id;
    this.launchTemplateVersion = launchTemplate.latestVersion;
    this.autoScalingGroupNames = pulumi.all(
      Object.fromEntries(Object.entries(groups).map(([zoneId, group]) => [zoneId, group.name])),
    );
    this.registerOutputs({
      securityGroupId: this.securityGroupId,
      roleArn: this.roleArn,
      roleName: this.roleName,
      launchTemplateId: this.launchTemplateId,
      launchTemplateVersion: this.launchTemplateVersion,
      autoScalingGroupNames: this.autoScalingGroupNames,
    });
  }
}

function userDataOf(
  args: FleetArgs,
  { artifact, ports, userData: given }: CheckedFleet,
  region: pulumi.Output<string>,
): pulumi.Input<string> | undefined {
  if (artifact === undefined) return given;
  const process = resolveProcess(args, { service: args.service.name, ports });
  return pulumi
    .all([artifact.bucket, artifact.key, artifact.sha256, region])
    .apply(([bucket, key, sha256, ofBucket]) =>
      userData({ ...process, region: ofBucket, artifact: { bucket, key, sha256 } }),
    );
}
