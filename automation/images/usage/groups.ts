import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLaunchConfigurationsCommand,
  type LaunchTemplateSpecification,
} from "@aws-sdk/client-auto-scaling";

/** A version of a launch template that a group starts instances from, or that an instance of it was started from. */
export interface TemplateUse {
  readonly group: string;
  readonly templateId: string;
  /** A number, `$Latest` or `$Default`. */
  readonly version: string;
}

/** What the groups of a Region start instances from. */
export interface GroupUses {
  readonly templates: readonly TemplateUse[];
  /** Groups of the older kind, and the AMI of their launch configuration. */
  readonly configurations: readonly { readonly group: string; readonly imageId: string }[];
}

const PAGE = 100;
/** States in which a refresh may still go back to what was before. */
const UNDER_WAY = new Set(["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"]);

export async function groupUses(autoScaling: AutoScalingClient): Promise<GroupUses> {
  const groups: AutoScalingGroup[] = [];
  let NextToken: string | undefined;
  do {
    const page = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: PAGE, NextToken }));
    groups.push(...(page.AutoScalingGroups ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return {
    templates: groups.flatMap((group) => specifications(group).flatMap((one) => templateUse(group, one))),
    configurations: await configurationsOf(autoScaling, groups),
  };
}

/** Whether a group's instances are being replaced. */
export async function isRefreshing(autoScaling: AutoScalingClient, group: string): Promise<boolean> {
  // The newest ones come first, and AWS refuses a second one while one is under way.
  const { InstanceRefreshes = [] } = await autoScaling.send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: PAGE }),
  );
  return InstanceRefreshes.some(({ Status = "" }) => UNDER_WAY.has(Status));
}

function specifications(group: AutoScalingGroup): (LaunchTemplateSpecification | undefined)[] {
  const { LaunchTemplate: mixed } = group.MixedInstancesPolicy ?? {};
  return [
    group.LaunchTemplate,
    mixed?.LaunchTemplateSpecification,
    ...(mixed?.Overrides ?? []).map((override) => override.LaunchTemplateSpecification),
    ...(group.Instances ?? []).map((instance) => instance.LaunchTemplate),
  ];
}

function templateUse(group: AutoScalingGroup, one: LaunchTemplateSpecification | undefined): TemplateUse[] {
  if (one?.LaunchTemplateId === undefined) return [];
  const { LaunchTemplateId: templateId, Version: version = "$Default" } = one;
  return [{ group: group.AutoScalingGroupName ?? "", templateId, version }];
}

async function configurationsOf(autoScaling: AutoScalingClient, groups: readonly AutoScalingGroup[]) {
  const names = [...new Set(groups.flatMap(({ LaunchConfigurationName: name }) => (name === undefined ? [] : [name])))];
  const images = new Map<string, string>();
  // AWS takes 50 names at once.
  for (let from = 0; from < names.length; from += 50) {
    const { LaunchConfigurations = [] } = await autoScaling.send(
      new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: names.slice(from, from + 50) }),
    );
    for (const { LaunchConfigurationName = "", ImageId = "" } of LaunchConfigurations) {
      images.set(LaunchConfigurationName, ImageId);
    }
  }
  return groups.flatMap(({ AutoScalingGroupName: group = "", LaunchConfigurationName: name = "" }) => {
    const imageId = images.get(name);
    return imageId === undefined ? [] : [{ group, imageId }];
  });
}
