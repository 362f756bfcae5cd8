import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { FleetArgs } from "./fleet-args";
import { capacityOf } from "./lib/capacity";
import { FLEET_DEFAULTS } from "./lib/fleet";
import { resolveRefresh } from "./lib/refresh";
import { withName } from "./lib/tags";

/** What instances are started from, besides the args. */
export interface TemplateContext {
  readonly imageId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly instanceProfileArn: pulumi.Input<string>;
  /** Plain text; undefined for an image that starts the service itself. */
  readonly userData: pulumi.Input<string> | undefined;
  readonly displayName: string;
}

/** The launch template: metadata by session token only, an encrypted volume, no key pair. */
export function createLaunchTemplate(
  name: string,
  args: FleetArgs,
  { imageId, securityGroupId, instanceProfileArn, userData, displayName }: TemplateContext,
  opts: pulumi.CustomResourceOptions,
): ec2.LaunchTemplate {
  const named = withName(args.tags, displayName);
  return new ec2.LaunchTemplate(
    `${name}-lt`,
    {
      description: `Instances of ${name}`,
      imageId,
      instanceType: args.instanceType,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: instanceProfileArn },
      vpcSecurityGroupIds: [securityGroupId],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: args.rootDeviceName ?? FLEET_DEFAULTS.rootDeviceName,
          ebs: {
            volumeSize: args.volumeSizeGb ?? FLEET_DEFAULTS.volumeSizeGb,
            volumeType: "gp3",
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      userData: userData && pulumi.output(userData).apply((text) => Buffer.from(text).toString("base64")),
      // Instances get their tags from the Auto Scaling group, which names them after their zone.
      tagSpecifications: ["volume", "network-interface"].map((resourceType) => ({ resourceType, tags: named })),
      tags: named,
    },
    opts,
  );
}

/** What the Auto Scaling groups are made from, besides the args. */
export interface GroupContext {
  readonly launchTemplate: ec2.LaunchTemplate;
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly displayName: string;
}

/** One Auto Scaling group per zone, with scaling by CPU load unless that is off. */
export function createGroups(
  name: string,
  args: FleetArgs,
  context: GroupContext,
  opts: pulumi.CustomResourceOptions,
): Readonly<Record<string, autoscaling.Group>> {
  const targetGroupArns = onceListening(args);
  const cpuTarget = args.cpuTargetPercent ?? FLEET_DEFAULTS.cpuTargetPercent;
  const zones = Object.entries(context.subnetIds).map(([zoneId, subnetId]) => {
    const groupArgs = { ...zoneGroupArgs(zoneId, args, context), vpcZoneIdentifiers: [subnetId], targetGroupArns };
    const group = new autoscaling.Group(`${name}-asg-${zoneId}`, groupArgs, opts);
    if (cpuTarget > 0) createCpuScaling(`${name}-cpu-${zoneId}`, group, cpuTarget, { parent: opts.parent });
    return [zoneId, group] as const;
  });
  return Object.fromEntries(zones);
}

function zoneGroupArgs(
  zoneId: string,
  args: FleetArgs,
  { launchTemplate, displayName }: GroupContext,
): autoscaling.GroupArgs {
  const { min, max } = capacityOf(zoneId, args);
  const healthy = resolveRefresh(args.refresh);
  const minutes = args.capacityTimeoutMinutes ?? FLEET_DEFAULTS.capacityTimeoutMinutes;
  return {
    minSize: min,
    maxSize: max,
    // A version number, because a refresh starts only when the version changes, and can roll back only to a number.
    launchTemplate: { id: launchTemplate.id, version: launchTemplate.latestVersion.apply(String) },
    healthCheckType: "ELB",
    healthCheckGracePeriod: args.healthCheckGraceSeconds ?? FLEET_DEFAULTS.healthCheckGraceSeconds,
    defaultInstanceWarmup: args.warmupSeconds ?? FLEET_DEFAULTS.warmupSeconds,
    waitForCapacityTimeout: minutes === 0 ? "0" : `${minutes}m`,
    instanceMaintenancePolicy: healthy,
    instanceRefresh: { strategy: "Rolling", preferences: { ...healthy, autoRollback: true, skipMatching: true } },
    tags: Object.entries(withName(args.tags, `${displayName}-asg-${zoneId}`)).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
  };
}

function createCpuScaling(
  name: string,
  group: autoscaling.Group,
  targetValue: number,
  opts: pulumi.CustomResourceOptions,
): void {
  new autoscaling.Policy(
    name,
    {
      autoscalingGroupName: group.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue,
      },
    },
    opts,
  );
}

// Dependencies travel with Outputs: whoever uses the target groups through this one waits for the listeners too.
function onceListening({ targetGroupArns, listenerArns = [] }: FleetArgs): pulumi.Output<string[]> {
  return pulumi.all([pulumi.all(targetGroupArns), pulumi.all(listenerArns)]).apply(([arns]) => arns);
}
