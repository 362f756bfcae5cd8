import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { groupUses, isRefreshing, type TemplateUse } from "./groups";
import { instancesOf } from "./instances";
import { currentVersions, type TemplateVersion, versionsOf } from "./templates";

/** Who uses an AMI, by its id, each in words such as `instance i-0123456789abcdef0`; empty where nobody does. */
export type Usage = ReadonlyMap<string, readonly string[]>;

/**
 * Who would miss AMIs in a Region: instances that were started from them, the latest and the default version of every
 * launch template, and the versions that Auto Scaling groups and their instances name. While a group's instances are being
 * replaced, which may end in a rollback, all versions of its launch template count.
 * Throws what AWS answers: an AMI whose users are not known must not be taken away.
 */
export async function usageOf(
  ec2: EC2Client,
  autoScaling: AutoScalingClient,
  imageIds: readonly string[],
): Promise<Usage> {
  const usage = new Map<string, string[]>(imageIds.map((id) => [id, []]));
  if (imageIds.length === 0) return usage;
  const note = (imageId: string, user: string): void => {
    const users = usage.get(imageId);
    if (users !== undefined && !users.includes(user)) users.push(user);
  };
  const [instances, current, uses] = await Promise.all([
    instancesOf(ec2, imageIds),
    currentVersions(ec2),
    groupUses(autoScaling),
  ]);
  for (const { imageId, instanceId } of instances) note(imageId, `instance ${instanceId}`);
  for (const { imageId, title } of current) note(imageId, title);
  for (const { imageId, group } of uses.configurations) note(imageId, `Auto Scaling group ${group}`);
  await Promise.all(
    [...byTemplate(uses.templates)].map(async ([templateId, ofTemplate]) => {
      const versions = (await versionsOf(ec2, templateId)).filter(({ imageId }) => usage.has(imageId));
      for (const { imageId, title } of await versionsInUse(autoScaling, versions, ofTemplate)) note(imageId, title);
    }),
  );
  return usage;
}

async function versionsInUse(
  autoScaling: AutoScalingClient,
  versions: readonly TemplateVersion[],
  uses: readonly TemplateUse[],
): Promise<readonly TemplateVersion[]> {
  if (versions.length === 0) return [];
  for (const group of new Set(uses.map((use) => use.group))) {
    if (!(await isRefreshing(autoScaling, group))) continue;
    return versions.map((one) => ({ ...one, title: `${one.title}, to which the refresh of ${group} may go back` }));
  }
  // `$Latest` and `$Default` are among the current versions.
  const numbers = new Map(uses.map(({ version, group }) => [version, group]));
  return versions.flatMap((one) => {
    const group = numbers.get(String(one.number));
    return group === undefined ? [] : [{ ...one, title: `${one.title}, which Auto Scaling group ${group} runs` }];
  });
}

function byTemplate(uses: readonly TemplateUse[]): Map<string, TemplateUse[]> {
  const found = new Map<string, TemplateUse[]>();
  for (const use of uses) found.set(use.templateId, [...(found.get(use.templateId) ?? []), use]);
  return found;
}
