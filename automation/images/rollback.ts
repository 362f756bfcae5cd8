import * as path from "node:path";
import { listed } from "../../components/lib/words";
import { type Clock, systemClock } from "../clock";
import { Refused } from "../terminal/refused";
import { withoutRollout } from "./beside-rollout";
import { chooseStacks } from "./choose-stacks";
import { usualClients } from "./clients";
import { commentOn } from "./comment";
import { isMarked } from "./image";
import { type InventoryRequest, type PastPromotion, promotionsOf } from "./inventory";
import { alone } from "./promote";
import { type OpenRegion, type RegionContents, readRegions } from "./regions";
import { mark } from "./rolled-back";
import { byRegion } from "./stacks";
import { ImageTag } from "./tags";
import { type ImageWrite, refuseOtherThan, writeImages } from "./writing";

const NOTHING_WRITTEN = "no stack file was written, and the same command writes the stack files";

export interface RollbackRequest extends InventoryRequest {
  /** AMI whose promotion is wanted again. Defaults to the one before the current one. */
  readonly to?: string;
}

/** A rollback, before anything of it is done. */
export interface Rollback {
  readonly root: string;
  /** Name of the project. */
  readonly project: string;
  readonly target: PastPromotion;
  /** Promotions after the target, which are no longer gone back to by themselves. */
  readonly left: readonly PastPromotion[];
  readonly regions: readonly OpenRegion[];
  readonly writes: readonly ImageWrite[];
}

/** What a rollback has done. */
export interface RolledBack {
  readonly sourceId: string;
  readonly sourceRegion: string;
  readonly written: readonly { readonly stack: string; readonly file: string; readonly imageId: string }[];
}

/** Finds out what a rollback has to write, and changes nothing. Throws a `Refused` with what stands against it. */
export async function planRollback(request: RollbackRequest): Promise<Rollback> {
  const { project, plan, stacks = [], clientsOf = usualClients() } = request;
  const chosen = await chooseStacks(project, plan, stacks);
  const contents = await readRegions(byRegion(chosen.stacks), clientsOf);
  const promotions = promotionsOf(contents, project.name);
  const target = request.to === undefined ? before(contents, promotions) : named(request.to, promotions);
  await refuseOtherThan(project.root, target.sourceId);
  const lacking = contents.map(({ region }) => region.region).filter((name) => !target.images.has(name));
  if (lacking.length > 0) {
    const { sourceId, sourceRegion } = target;
    const verb = lacking.length === 1 ? "has" : "have";
    throw new Refused(
      `${listed(lacking)} ${verb} no available image of ${sourceId} any more; copy it again by privatelink image promote ${sourceId} --from ${sourceRegion}, or name another promotion: privatelink image list shows them.`,
    );
  }
  const source = { id: target.sourceId, region: target.sourceRegion };
  const writes = contents.flatMap(({ region }) =>
    region.stacks.map(({ stack, file }): ImageWrite => {
      const imageId = target.images.get(region.region)?.id ?? "";
      return { stack, file, imageId, comment: commentOn(source, imageId, target.promotedAt) };
    }),
  );
  return {
    root: project.root,
    project: project.name,
    target,
    left: promotions.filter((one) => one.promotedAt > target.promotedAt),
    regions: contents.map(({ region }) => region),
    writes,
  };
}

/**
 * Writes the images of an earlier promotion into the stack files, all of them or none, and marks what it leaves in AWS.
 * Throws a `Refused` while a rollout works on the stacks, with nothing done.
 */
export async function rollback(planned: Rollback, clock: Pick<Clock, "now"> = systemClock): Promise<RolledBack> {
  const { root, target, writes } = planned;
  const { sourceId, sourceRegion } = target;
  return alone(root, async () => {
    await refuseOtherThan(root, sourceId);
    const written = await withoutRollout(root, NOTHING_WRITTEN, async () => {
      // Before the files: once these are written, the same command run again would go back one more.
      await mark(planned, clock.now());
      return writeImages(root, { sourceId, sourceRegion }, writes);
    });
    return {
      sourceId,
      sourceRegion,
      written: written.map(({ stack, file, imageId }) => ({ stack, file: path.relative(root, file), imageId })),
    };
  });
}

function named(id: string, promotions: readonly PastPromotion[]): PastPromotion {
  // Of a copy its promotion is meant.
  const found = promotions.find(
    ({ sourceId, images }) => sourceId === id || [...images.values()].some((image) => image.id === id),
  );
  if (found !== undefined) return found;
  const known = promotions.map(({ sourceId }) => sourceId);
  const remedy = known.length === 0 ? "nothing was promoted yet" : `there are ${listed(known)}`;
  throw new Refused(`${id} was not promoted here, or is not kept any more; ${remedy}.`);
}

function before(contents: readonly RegionContents[], promotions: readonly PastPromotion[]): PastPromotion {
  if (promotions.length === 0) {
    throw new Refused(
      "Nothing was promoted yet that is there in these Regions, so there is nothing to go back to: privatelink image promote is what makes a promotion.",
    );
  }
  const current = [...new Set(contents.flatMap(sourcesOf))];
  const [sourceId, other] = current;
  if (sourceId === undefined || other !== undefined) {
    const have = other === undefined ? "were not promoted" : `are of ${listed(current)}`;
    throw new Refused(`The images of the stack files ${have}: name the promotion that is wanted.`);
  }
  const at = promotions.findIndex((one) => one.sourceId === sourceId);
  if (at < 0) throw new Refused(`${sourceId} was not promoted here: name the promotion that is wanted.`);
  const earlier = promotions.slice(at + 1);
  const target = earlier.find(({ rolledBack }) => !rolledBack);
  if (target !== undefined) return target;
  const skipped = earlier.map((one) => one.sourceId);
  const remedy =
    skipped.length === 0
      ? ""
      : `, but for what was rolled back from before: name ${listed(skipped, "or")} if that is wanted`;
  throw new Refused(`There is no promotion before that of ${sourceId} which is still kept${remedy}.`);
}

/** Sources of what the stack files of a Region name; what nobody promoted stands for itself. */
function sourcesOf({ region, images }: RegionContents): string[] {
  return region.stacks.flatMap(({ id }) => {
    if (id === undefined) return [];
    const promoted = images.find((image) => image.id === id && isMarked(image));
    return [promoted?.tags[ImageTag.Source] ?? id];
  });
}
