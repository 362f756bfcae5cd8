import type { Rollback } from "./rollback";
import { rolledBackTag } from "./tags";

/**
 * Marks the images of what a rollback leaves, in every Region, and takes the mark from those that it goes to. An image that
 * has its mark keeps the instant, so that the same call may be made again.
 */
export async function mark(
  { project, target, left, regions }: Pick<Rollback, "project" | "target" | "left" | "regions">,
  now: Date,
): Promise<void> {
  const key = rolledBackTag(project);
  await Promise.all(
    regions.map(async ({ region, images }) => {
      const here = left.flatMap((one) => one.images.get(region) ?? []);
      const unmarked = here.filter(({ tags }) => tags[key] === undefined).map(({ id }) => id);
      if (unmarked.length > 0) await images.tag(unmarked, { [key]: now.toISOString() });
      const wanted = target.images.get(region);
      if (wanted?.tags[key] !== undefined) await images.untag(wanted.id, [key]);
    }),
  );
}
