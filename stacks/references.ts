import { DEFAULT_KEEP, keptSources } from "../components/lib/images";
import { checkRegion } from "../components/lib/regions";
import { checkImageId } from "../components/lib/resource-ids";
import type { StackConfig } from "./config";
import { ConfigError } from "./config-error";
import type { OtherStacks } from "./other-stacks";
import type { StackOutputs } from "./outputs";

/** What this stack's last update left behind; empty before the first one. */
export type History = Partial<
  Pick<StackOutputs, "availabilityZoneIds" | "imageSources" | "imageSourceRegion" | "supportedRegions">
>;

/** AMIs to copy: the current one first, then earlier ones whose copies are kept. */
export interface ImageSources {
  readonly region: string;
  readonly ids: string[];
}

/**
 * Reads this stack's own outputs of its last update. What they name is still in use: zones that AWS does not call
 * available at the moment, and copies of AMIs that a rollback needs.
 */
export async function readHistory(stack: string, stacks: OtherStacks): Promise<History> {
  const [availabilityZoneIds, imageSources, imageSourceRegion, supportedRegions] = await Promise.all([
    stacks.output(stack, "availabilityZoneIds"),
    stacks.output(stack, "imageSources"),
    stacks.output(stack, "imageSourceRegion"),
    stacks.output(stack, "supportedRegions"),
  ]);
  return { availabilityZoneIds, imageSources, imageSourceRegion, supportedRegions };
}

/** The AMIs that the stack copies; `undefined` when it copies none. */
export async function readImageSources(
  config: StackConfig,
  history: History,
  stacks: OtherStacks,
): Promise<ImageSources | undefined> {
  const { copyFrom, keep = DEFAULT_KEEP } = config.image ?? {};
  if (copyFrom === undefined) return undefined;
  const { region, id } = copyFrom.stack === undefined ? copyFrom : await imageOfStack(config, copyFrom.stack, stacks);
  // Without a value of its own: the rules leave either a stack, or both a Region and an id.
  if (region === undefined || id === undefined) return undefined;
  // AMI ids belong to a Region: after a change of it, the earlier ones could not be copied again.
  const earlier = history.imageSourceRegion === region ? (history.imageSources ?? []) : [];
  return { region, ids: keptSources(id, earlier, keep) };
}

async function imageOfStack(
  config: StackConfig,
  stack: string,
  stacks: OtherStacks,
): Promise<{ region: string; id: string }> {
  const path = "image.copyFrom.stack";
  const [region, id] = await Promise.all([stacks.output(stack, "region"), stacks.output(stack, "imageId")]);
  if (region === undefined || id === undefined) {
    const missing = id === undefined ? "imageId" : "region";
    const rule = `is a stack without the output ${missing}`;
    const remedy = `run pulumi up --stack ${stack} first, or name the AMI by image.copyFrom.region and id`;
    throw new ConfigError(config.stack, [{ path, value: stack, rule, remedy }]);
  }
  const problems = [
    ...checkRegion(region, `output region of stack ${stack}`),
    ...checkImageId(id, `output imageId of stack ${stack}`),
  ];
  if (problems.length > 0) throw new ConfigError(config.stack, problems);
  return { region, id };
}
