import { instanceTypes, isOffered } from "../data/instance-types";
import { regions } from "../data/regions";
import { type Making, type Place, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { number, type Properties, record, text, texts } from "../values";
import { vpcOfGroup } from "./references";

function checkPercentages(inputs: Properties, refusals: Refusal[]): void {
  const preferences = record(record(inputs.instanceRefresh).preferences);
  const policies: [string, Properties][] = [
    ["instanceRefresh.preferences", preferences],
    ["instanceMaintenancePolicy", record(inputs.instanceMaintenancePolicy)],
  ];
  for (const [path, policy] of policies) {
    const min = number(policy.minHealthyPercentage);
    const max = number(policy.maxHealthyPercentage);
    if (min !== undefined && (min < 0 || min > 100)) {
      refusals.push(refuse(`${path}.minHealthyPercentage`, `expected to be in the range (0 - 100), got ${min}`));
    }
    if (max !== undefined && (max < 100 || max > 200)) {
      refusals.push(refuse(`${path}.maxHealthyPercentage`, `expected to be in the range (100 - 200), got ${max}`));
    }
    if (min !== undefined && max !== undefined && max - min > 100) {
      const message = `ValidationError: the difference between minHealthyPercentage ${min} and maxHealthyPercentage ${max} cannot be greater than 100`;
      refusals.push(refuse(path, message));
    }
    if (min === 100 && max === 100) {
      refusals.push(refuse(path, "ValidationError: minHealthyPercentage and maxHealthyPercentage cannot both be 100"));
    }
  }
  if (preferences.autoRollback === true && record(inputs.launchTemplate).version === "$Latest") {
    const message = "ValidationError: auto rollback needs a numbered launch template version, not $Latest or $Default";
    refusals.push(refuse("instanceRefresh.preferences.autoRollback", message));
  }
}

export function checkGroup(inputs: Properties, _place: Place): Refusal[] {
  const refusals: Refusal[] = [];
  const min = number(inputs.minSize);
  const max = number(inputs.maxSize);
  const desired = number(inputs.desiredCapacity);
  if (min !== undefined && max !== undefined && min > max) {
    refusals.push(
      refuse("minSize", `ValidationError: Max bound, ${max}, must be greater than or equal to min bound, ${min}`),
    );
  }
  if (desired !== undefined && ((min !== undefined && desired < min) || (max !== undefined && desired > max))) {
    refusals.push(
      refuse(
        "desiredCapacity",
        `ValidationError: Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
      ),
    );
  }
  if (inputs.vpcZoneIdentifiers === undefined && inputs.availabilityZones === undefined) {
    refusals.push(refuse("vpcZoneIdentifiers", "one of vpcZoneIdentifiers and availabilityZones must be given"));
  }
  if (inputs.vpcZoneIdentifiers !== undefined && inputs.availabilityZones !== undefined) {
    refusals.push(refuse("availabilityZones", "conflicts with vpcZoneIdentifiers: give only one of them"));
  }
  const launches = ["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"].filter(
    (p) => inputs[p] !== undefined,
  );
  if (launches.length !== 1) {
    refusals.push(
      refuse(
        "launchTemplate",
        `one of launchConfiguration, launchTemplate, mixedInstancesPolicy must be given, got ${launches.length}`,
      ),
    );
  }
  checkPercentages(inputs, refusals);
  return refusals;
}

/** The launch template's AMI and instance type are known to AWS; the type must be on offer in each AZ. */
function admitInstanceType({ inputs, cloud, region }: Making): Refusal[] {
  const template = cloud.find(T.LaunchTemplate, text(record(inputs.launchTemplate).id) ?? "", region);
  const type = instanceTypes.get(text(template?.outputs.instanceType) ?? "");
  const where = regions.get(region);
  if (type === undefined || where === undefined) return [];
  const without = texts(inputs.vpcZoneIdentifiers).flatMap((id) => {
    const zoneId = text(cloud.find(T.Subnet, id, region)?.outputs.availabilityZoneId);
    return zoneId === undefined || isOffered(type, where, zoneId) ? [] : [zoneId];
  });
  if (without.length === 0) return [];
  const message = `Your requested instance type (${type.name}) is not supported in your requested Availability Zone (${without.join(", ")}).`;
  return [refuse("vpcZoneIdentifiers", `InvalidParameterCombination: ${message}`)];
}

/** Instances take the template's security groups into the subnets' VPC. */
function admitNetwork(making: Making, vpcs: ReadonlySet<string>): Refusal[] {
  const { inputs, cloud, region } = making;
  const template = cloud.find(T.LaunchTemplate, text(record(inputs.launchTemplate).id) ?? "", region);
  const [vpc] = vpcs;
  const foreign = texts(template?.inputs.vpcSecurityGroupIds).filter((id) => (vpcOfGroup(making, id) ?? vpc) !== vpc);
  if (vpc === undefined || foreign.length === 0) return [];
  const message = `InvalidGroup.NotFound: The security group '${foreign.join(", ")}' does not exist in VPC '${vpc}'`;
  return [refuse("launchTemplate", `ValidationError: ${message}`)];
}

function admitVersion({ inputs, cloud, region }: Making): Refusal[] {
  const wanted = record(inputs.launchTemplate);
  const template = cloud.find(T.LaunchTemplate, text(wanted.id) ?? "", region);
  const latest = number(template?.outputs.latestVersion);
  const version = Number(text(wanted.version) ?? Number.NaN);
  if (template === undefined || latest === undefined || Number.isNaN(version) || (version >= 1 && version <= latest))
    return [];
  const message = `InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version ${version} for the launch template with ID ${template.id}.`;
  return [refuse("launchTemplate.version", `ValidationError: ${message}`)];
}

export function admitGroup(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const refusals: Refusal[] = [];
  if (old === undefined && cloud.find(T.AutoScalingGroup, text(inputs.name) ?? "", region) !== undefined) {
    refusals.push(
      refuse(
        "name",
        `AlreadyExists: AutoScalingGroup by this name already exists - A group with the name ${inputs.name} already exists`,
      ),
    );
  }
  const vpcs = new Set(
    texts(inputs.vpcZoneIdentifiers).flatMap((id) => texts(cloud.find(T.Subnet, id, region)?.outputs.vpcId)),
  );
  if (vpcs.size > 1)
    refusals.push(refuse("vpcZoneIdentifiers", "ValidationError: the subnets belong to different VPCs"));
  for (const arn of texts(inputs.targetGroupArns)) {
    const group = cloud.find(T.TargetGroup, arn, region);
    if (group === undefined) continue;
    if (vpcs.size === 1 && !vpcs.has(String(group.outputs.vpcId))) {
      refusals.push(
        refuse(
          "targetGroupArns",
          `ValidationError: Provided Target Group '${arn}' is not in the VPC of the subnets (${[...vpcs].join(", ")})`,
        ),
      );
    }
    if (group.outputs.targetType !== "instance") {
      refusals.push(
        refuse(
          "targetGroupArns",
          `ValidationError: Provided Target Group '${arn}' has target type ${group.outputs.targetType}; instance is needed`,
        ),
      );
    }
  }
  return [...refusals, ...admitInstanceType(making), ...admitNetwork(making, vpcs), ...admitVersion(making)];
}
