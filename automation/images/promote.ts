import * as path from "node:path";
import { listed } from "../../components/lib/words";
import { errorText } from "../aws/error-text";
import { systemClock } from "../clock";
import { LockHeld, withLock } from "../engine/lock";
import { Refused } from "../terminal/refused";
import { CopyFailed, type WaitOptions } from "./await-available";
import { refuseBesideRollout, withoutRollout } from "./beside-rollout";
import { cleanUp } from "./clean-up";
import { commentOn } from "./comment";
import { ensureCopy } from "./copy";
import type { KnownImage } from "./image";
import type { PlannedRegion, Promotion } from "./promotion";
import { IMAGE_PROMOTION, ImageTag, promotedTag, rolledBackTag } from "./tags";
import { type ImageWrite, imageFolder, refuseOtherThan, writeImages } from "./writing";

/** A copy of an AMI takes minutes; AWS allows a look from time to time. */
const EVERY_MS = 10_000;

const NOTHING_LEFT = "nothing was copied and no stack file was written, and the same command does both";
const COPIES_LEFT = "the copies are there and no stack file was written, and the same command writes the stack files";

/** What a promotion has done. */
export interface Promoted {
  readonly sourceId: string;
  readonly sourceRegion: string;
  /** The image of each Region. */
  readonly images: readonly { readonly region: string; readonly imageId: string; readonly stacks: readonly string[] }[];
  /** Stack files that were written. */
  readonly written: readonly { readonly stack: string; readonly file: string; readonly imageId: string }[];
  readonly removed: readonly { readonly region: string; readonly imageId: string }[];
  /** What of the older images could not be removed, in sentences; the promotion is done all the same. */
  readonly problems: readonly string[];
  /** Whether an end was asked for after the stack files were written: older images stay that were going to be removed. */
  readonly interrupted: boolean;
}

/**
 * Carries out a promotion: copies everywhere at the same time, and nothing is written before all of them are available.
 * Ended anywhere and planned and run again, it comes to the same end. Throws a `Refused` that says what failed and what
 * is left, also while a rollout works on the stacks, and an `AbortError` where the signal is aborted before the stack files are written.
 */
export async function promote(promotion: Promotion, given: Partial<WaitOptions> = {}): Promise<Promoted> {
  const { root, source } = promotion;
  const options = waitOptions(given);
  return alone(root, async () => {
    options.signal?.throwIfAborted();
    await refuseBesideRollout(root, NOTHING_LEFT);
    await refuseOtherThan(root, source.id);
    const images = await copied(promotion, options);
    options.signal?.throwIfAborted();
    const written = await withoutRollout(root, COPIES_LEFT, () => markAndWrite(promotion, images, options));
    for (const { stack, file, imageId } of written) {
      options.onEvent({ type: "written", stack, file: path.relative(root, file), imageId });
    }
    const cleaned = await Promise.all(promotion.regions.map((one) => cleanUp(one, promotion, options)));
    return {
      sourceId: source.id,
      sourceRegion: source.region,
      images: promotion.regions.map((one) => ({
        region: one.region.region,
        imageId: imageOf(images, one).id,
        stacks: one.region.stacks.map(({ stack }) => stack),
      })),
      written: written.map(({ stack, file, imageId }) => ({ stack, file: path.relative(root, file), imageId })),
      removed: cleaned.flatMap(({ removed }) => removed),
      problems: cleaned.flatMap(({ problems }) => problems),
      interrupted: cleaned.some(({ ended }) => ended),
    };
  });
}

function waitOptions({ clock = systemClock, everyMs = EVERY_MS, onEvent = () => {}, signal }: Partial<WaitOptions>) {
  return { clock, everyMs, onEvent, signal };
}

/** Runs `work` while no other process works on the images of the project. */
export async function alone<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withLock(path.join(imageFolder(root), "lock"), { timeoutMs: 0 }, work);
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new Refused(`Process ${error.holder} is working on the images of this project: wait until it has ended.`);
  }
}

type Images = ReadonlyMap<PlannedRegion, KnownImage>;

async function copied({ source, permissions, regions }: Promotion, options: WaitOptions): Promise<Images> {
  const images = new Map<PlannedRegion, KnownImage>();
  await all({ regions }, "has no copy", async (one) => {
    const { kmsKeyId } = one.key;
    const wanted = { source, ...(permissions && { permissions }), ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
    try {
      images.set(one, one.original ? source : await ensureCopy(one.region.images, wanted, options));
    } catch (error) {
      // The others may take an hour yet: who waits for them should know at once.
      if (!isAbort(error)) options.onEvent({ type: "failed", region: one.region.region, text: textOf(error) });
      throw error;
    }
  });
  return images;
}

/** Marks the images as promoted, and writes them into the stack files; returns those that were written. */
async function markAndWrite(promotion: Promotion, images: Images, { clock, signal }: WaitOptions) {
  const { root, project, source, regions } = promotion;
  const promotedAt = clock.now().toISOString();
  await all(promotion, "could not be marked as promoted", async (one) => {
    const image = imageOf(images, one);
    await one.region.images.tag([image.id], {
      [ImageTag.Source]: source.id,
      [ImageTag.SourceRegion]: source.region,
      [ImageTag.ManagedBy]: IMAGE_PROMOTION,
      [promotedTag(project)]: promotedAt,
    });
    const leftKey = rolledBackTag(project);
    if (image.tags[leftKey] !== undefined) await one.region.images.untag(image.id, [leftKey]);
  });
  const writes = regions.flatMap((one) =>
    one.region.stacks.map(({ stack, file }): ImageWrite => {
      const { id: imageId } = imageOf(images, one);
      return { stack, file, imageId, comment: commentOn(source, imageId, promotedAt) };
    }),
  );
  // Where an end is asked for later, the files are written, all of them.
  signal?.throwIfAborted();
  return writeImages(root, { sourceId: source.id, sourceRegion: source.region }, writes);
}

function imageOf(images: Images, one: PlannedRegion): KnownImage {
  const image = images.get(one);
  if (image === undefined) throw new Error(`${one.region.region} has no image.`);
  return image;
}

/** Works in all Regions at once, each to its end; failures are told together. */
async function all(
  { regions }: Pick<Promotion, "regions">,
  what: string,
  work: (one: PlannedRegion) => Promise<void>,
): Promise<void> {
  const settled = await Promise.allSettled(regions.map(work));
  const failures = settled.flatMap((one, index) =>
    one.status === "fulfilled" ? [] : [{ region: regions[index]?.region.region ?? "", reason: one.reason as unknown }],
  );
  if (failures.length === 0) return;
  const ended = failures.find(({ reason }) => isAbort(reason));
  if (ended !== undefined) throw ended.reason;
  const texts = failures.map(({ region, reason }) => `${region} ${what}: ${textOf(reason)}`);
  const done = regions
    .map(({ region }) => region.region)
    .filter((name) => !failures.some(({ region }) => region === name));
  const left =
    done.length === 0
      ? ""
      : ` ${listed(done)} ${done.length === 1 ? "has its" : "have theirs"}, which the next run uses.`;
  throw new Refused(`${texts.join("\n")}\nNo stack file was written.${left} Promote it again when that is put right.`);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function textOf(error: unknown): string {
  return error instanceof CopyFailed ? `${error.message}.` : errorText(error);
}
