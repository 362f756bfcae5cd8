import { errorText } from "../aws/error-text";
import type { Clock } from "../rollout/gate/clock";
import type { OnImageEvent } from "./events";
import type { PlannedRegion } from "./promotion";
import { deleteMarkedSnapshots, removeImage, type SnapshotLeft } from "./remove";
import { ImageTag } from "./tags";

/** What came of the images that were going to be removed. */
export interface CleanUp {
  readonly removed: readonly { readonly region: string; readonly imageId: string }[];
  /** Images and snapshots that stay against the plan, in sentences. */
  readonly problems: readonly string[];
}

/** Removes in a Region what a promotion was going to remove, unless somebody uses it by now. */
export async function cleanUp(
  { region, remove, forget }: PlannedRegion,
  clock: Clock,
  onEvent: OnImageEvent,
): Promise<CleanUp> {
  const removed: { region: string; imageId: string }[] = [];
  const problems: string[] = [];
  const { images, region: name } = region;
  const left = (snapshots: readonly SnapshotLeft[]): void => {
    problems.push(...snapshots.map(({ snapshotId, text }) => `${name}: the snapshot ${snapshotId} stays: ${text}`));
  };
  try {
    left(await deleteMarkedSnapshots(images, clock));
    for (const image of forget) await images.untag(image.id, Object.values(ImageTag));
    // Asked again: hours may have gone by since the plan was made.
    const usage = await region.usage(remove.map(({ image }) => image.id));
    for (const { image } of remove) {
      const [user] = usage.get(image.id) ?? [];
      if (user !== undefined || image.deregistrationProtected) {
        const text = user === undefined ? "it is protected against deregistration" : `${user} uses it`;
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
  return { removed, problems };
}
