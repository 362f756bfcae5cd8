import { errorText } from "../aws/error-text";
import { readProject } from "../plan/project";
import type { WaitOptions } from "./await-available";
import { otherProjects } from "./image";
import type { PlannedRegion, Promotion } from "./promotion";
import { deleteMarkedSnapshots, removeImage, type SnapshotLeft } from "./remove";
import { readImageStacks } from "./stacks";
import { ImageTag, promotedTag, rolledBackTag } from "./tags";
import { rolloutUse } from "./usage/rollout";
import type { Usage } from "./usage/usage";

/** What came of the images that were going to be removed. */
export interface CleanUp {
  readonly removed: readonly { readonly region: string; readonly imageId: string }[];
  /** Images and snapshots that stay against the plan, in sentences. */
  readonly problems: readonly string[];
  /** Whether it was ended by the signal before its end. */
  readonly ended: boolean;
}

/** Removes in a Region what a promotion was going to remove, unless somebody uses it by now. */
export async function cleanUp(
  { region, remove, forget, snapshotsLeft }: PlannedRegion,
  { root, project }: Pick<Promotion, "root" | "project">,
  { clock, onEvent, signal }: Pick<WaitOptions, "clock" | "onEvent" | "signal">,
): Promise<CleanUp> {
  const removed: { region: string; imageId: string }[] = [];
  const problems: string[] = [];
  const { images, region: name } = region;
  const isEnded = (): boolean => signal?.aborted === true;
  const nothingToDo = remove.length === 0 && forget.length === 0 && snapshotsLeft === 0;
  const left = (snapshots: readonly SnapshotLeft[]): void => {
    problems.push(...snapshots.map(({ snapshotId, text }) => `${name}: the snapshot ${snapshotId} stays: ${text}`));
  };
  if (isEnded()) return { removed, problems, ended: !nothingToDo };
  try {
    left(await deleteMarkedSnapshots(images, clock));
    for (const image of forget) {
      const others = otherProjects(image, project);
      await images.untag(image.id, [
        promotedTag(project),
        rolledBackTag(project),
        ...(others.length > 0 ? [] : Object.values(ImageTag)),
      ]);
    }
    // Asked again: hours may have gone by since the plan was made.
    const usage = await region.usage(remove.map(({ image }) => image.id));
    const others = [await namesIn(root), await rolloutUse(root)];
    for (const { image } of remove) {
      if (isEnded()) return { removed, problems, ended: true };
      const [user] = [usage, ...others].flatMap((one) => one.get(image.id) ?? []);
      if (user !== undefined || image.deregistrationProtected) {
        const text = user === undefined ? "it is protected against deregistration" : `it is used by ${user}`;
        onEvent({ type: "kept", region: name, imageId: image.id, text });
        continue;
      }
      left(await removeImage(images, image, clock));
      removed.push({ region: name, imageId: image.id });
      onEvent({ type: "removed", region: name, imageId: image.id, snapshots: image.snapshotIds.length });
    }
  } catch (error) {
    problems.push(`${name}: not all older images could be removed: ${errorText(error)}`);
  }
  return { removed, problems, ended: false };
}

/** The stacks whose files name an AMI by now, by its id, in words. */
async function namesIn(root: string): Promise<Usage> {
  const project = readProject(root);
  const stacks = await readImageStacks(project, project.stackFiles.keys());
  const ids = new Set(stacks.flatMap(({ id }) => id ?? []));
  return new Map(
    [...ids].map((id) => [id, stacks.filter((one) => one.id === id).map(({ stack }) => `stack ${stack}`)]),
  );
}
