import type { Clock } from "../clock";
import type { KnownImage } from "./image";
import type { RegionImages } from "./region-images";
import { ImageTag } from "./tags";

/** AWS says so for some seconds after the AMI of a snapshot was deregistered, and for ever where another AMI has it. */
const IN_USE = "InvalidSnapshot.InUse";
const IN_USE_TRIES = 6;
const IN_USE_WAIT_MS = 2000;

/** A snapshot that stays although its AMI is gone, and why. */
export interface SnapshotLeft {
  readonly snapshotId: string;
  readonly text: string;
}

/**
 * Deregisters an AMI and deletes its snapshots. The snapshots are marked first: nothing leads to them from an AMI that is
 * gone, so that `deleteMarkedSnapshots` could not take up what a removal that was killed has left.
 */
export async function removeImage(images: RegionImages, image: KnownImage, clock: Clock): Promise<SnapshotLeft[]> {
  if (image.snapshotIds.length > 0) await images.tag(image.snapshotIds, { [ImageTag.RemovedWith]: image.id });
  await images.deregister(image.id);
  return deleteSnapshots(images, image.snapshotIds, clock);
}

/** Deletes the snapshots that removals have marked and not deleted, unless their AMI is still there. */
export async function deleteMarkedSnapshots(images: RegionImages, clock: Clock): Promise<SnapshotLeft[]> {
  const marked = await images.snapshotsToDelete();
  const imageIds = [...new Set(marked.map(({ imageId }) => imageId))];
  const there = await Promise.all(imageIds.map(async (id) => ((await images.get(id)) === undefined ? [] : [id])));
  const orphans = marked.filter(({ imageId }) => !there.flat().includes(imageId)).map(({ id }) => id);
  return deleteSnapshots(images, orphans, clock);
}

async function deleteSnapshots(images: RegionImages, ids: readonly string[], clock: Clock): Promise<SnapshotLeft[]> {
  const left: SnapshotLeft[] = [];
  for (const snapshotId of ids) {
    for (let attempt = 1; ; attempt++) {
      try {
        await images.deleteSnapshot(snapshotId);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== IN_USE) throw error;
        if (attempt < IN_USE_TRIES) {
          await clock.sleep(IN_USE_WAIT_MS);
          continue;
        }
        left.push({ snapshotId, text: error.message });
      }
      break;
    }
  }
  return left;
}
