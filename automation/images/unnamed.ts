import type { Project } from "../plan/project";
import { selectWaves } from "../rollout/file/select";
import type { RolloutPlan } from "../rollout/plan";
import { ImageOrigin, type ListedImage } from "./inventory";
import { ImageKind, type ImageStack, readImageStacks } from "./stacks";

/** A stack whose file names no AMI by its id. */
export interface UnnamedStack {
  readonly stack: string;
  readonly region: string;
  readonly kind: Exclude<ImageKind, typeof ImageKind.Id>;
  /** Where its AMI comes from, in words. */
  readonly text: string;
}

/**
 * The stacks of a plan, or those of them that are named, that no image is listed for by their files.
 * @param images what is listed in their Regions
 */
export async function unnamedStacks(
  {
    project,
    plan,
    stacks = [],
  }: { readonly project: Project; readonly plan: RolloutPlan; readonly stacks?: readonly string[] },
  images: readonly ListedImage[],
): Promise<UnnamedStack[]> {
  const { waves } = stacks.length === 0 ? plan : selectWaves(plan, { stacks });
  const read = await readImageStacks(
    project,
    waves.flatMap((wave) => wave.stacks),
  );
  return read.flatMap((one) => {
    const { stack, region, kind } = one;
    if (kind === ImageKind.Id) return [];
    const hasCopy = images.some((image) => image.region === region && image.origin === ImageOrigin.Pulumi);
    return [{ stack, region, kind, text: textOf(one, hasCopy) }];
  });
}

function textOf({ kind, region, copiesStack }: ImageStack, hasCopy: boolean): string {
  switch (kind) {
    case ImageKind.Copy: {
      const what = copiesStack === undefined ? "an AMI of another Region" : `the AMI of ${copiesStack}`;
      const copies = hasCopy
        ? "those above that are by Pulumi"
        : `none in ${region} yet, as its update makes the first`;
      return `image.copyFrom: copies of ${what}, ${copies}`;
    }
    case ImageKind.Parameter:
      return "image.ssmParameter: whatever AMI the parameter holds at an update";
    default:
      return "no key image, as nothing there runs on instances";
  }
}
