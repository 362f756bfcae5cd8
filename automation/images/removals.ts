import type { KnownImage } from "./image";
import { imageIn, type PlannedRegion } from "./promotion";
import type { RegionContents } from "./regions";
import { outOfKeep } from "./retention";
import type { ImageStack } from "./stacks";
import type { Usage } from "./usage/usage";

/** What a promotion does in a Region, before it is known what goes. */
export type PlannedCopy = Omit<PlannedRegion, "remove" | "forget" | "used" | "snapshotsLeft">;

export interface RemovalOptions {
  /** Name of the project. */
  readonly project: string;
  readonly source: KnownImage;
  /** Stacks of the project whose files stay as they are: what they name stays, too. */
  readonly others: readonly ImageStack[];
  /** What an unfinished rollout may go back to. */
  readonly rollout: Usage;
  /** How many promoted images stay, the one that is being promoted included. */
  readonly keep: number;
  readonly now: Date;
}

/** Finds out what goes in each Region once the promotion is there: what does not stay, and nobody uses. */
export function planRemovals(
  copies: readonly PlannedCopy[],
  contents: readonly RegionContents[],
  { project, source, others, rollout, keep, now }: RemovalOptions,
): Promise<PlannedRegion[]> {
  const needed = new Set(others.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return Promise.all(
    copies.map(async (one) => {
      const current = imageIn(one, source);
      const before = (contents.find(({ region }) => region === one.region)?.images ?? []).filter(
        ({ id }) => id !== current,
      );
      const { remove, forget } = outOfKeep(before, { project, keep: keep - 1, now, needed });
      const [usage, left] = await Promise.all([
        one.region.usage(remove.map(({ image }) => image.id)),
        one.region.images.snapshotsToDelete(),
      ]);
      const users = (image: KnownImage): readonly string[] => [
        ...(usage.get(image.id) ?? []),
        ...(rollout.get(image.id) ?? []),
        ...(image.deregistrationProtected ? ["its protection against deregistration"] : []),
      ];
      return {
        ...one,
        remove: remove.filter(({ image }) => users(image).length === 0),
        forget,
        used: remove.flatMap(({ image }) => (users(image).length === 0 ? [] : [{ image, users: users(image) }])),
        snapshotsLeft: left.length,
      };
    }),
  );
}
