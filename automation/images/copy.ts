import { createHash } from "node:crypto";
import type { LaunchPermission } from "@aws-sdk/client-ec2";
import { Refused } from "../terminal/refused";
import { awaitAvailable, NotThere, type WaitOptions } from "./await-available";
import { CopyStage } from "./events";
import { AVAILABLE, byAge, isMarked, isOriginal, type KnownImage, PENDING } from "./image";
import { missingPermissions } from "./permissions";
import type { CopyRequest, RegionImages } from "./region-images";
import { carriedTags, IMAGE_PROMOTION, ImageTag, type Tags, tagList } from "./tags";

/** How often a copy is asked for anew when AWS answers with one that is no more. */
const MOST_ATTEMPTS = 5;

/** A copy that is wanted in a Region. */
export interface WantedCopy {
  readonly source: KnownImage;
  /** ARN of the key that encrypts it; the account's key for EBS when absent. */
  readonly kmsKeyId?: string;
  readonly permissions: readonly LaunchPermission[];
}

/** The copy of a source that a Region has already or is making, with the wanted key; undefined when it has none. */
export function usableCopy(
  images: readonly KnownImage[],
  sourceId: string,
  kmsKeyId: string | undefined,
): KnownImage | undefined {
  const usable = copiesOf(images, sourceId)
    .filter(({ tags }) => tags[ImageTag.Key] === kmsKeyId)
    .sort(byAge);
  return usable.find(({ state }) => state === AVAILABLE) ?? usable.find(({ state }) => state === PENDING);
}

/**
 * Sees to it that a Region has a copy of an AMI: uses the one that is there, otherwise has one made, waits until it is
 * available, and gives it the launch permissions. Killed and run again, it goes on with the same copy.
 */
export async function ensureCopy(images: RegionImages, wanted: WantedCopy, options: WaitOptions): Promise<KnownImage> {
  const known = await images.ofSources(wanted.source.id);
  const found = usableCopy(known, wanted.source.id, wanted.kmsKeyId);
  const copy = found === undefined ? undefined : await awaited(images, found.id, CopyStage.Found, wanted, options);
  const image = copy ?? (await made(images, copiesOf(known, wanted.source.id).length, wanted, options));
  await share(images, image, wanted, options);
  return image;
}

// AWS remembers a client token longer than some copies live. It answers with the id of the one that it made then, which
// may have been deregistered since: the next attempt has another token. Counting the copies that are there, failed ones
// among them, makes the first attempt the same for every run that sees the same.
async function made(
  images: RegionImages,
  before: number,
  wanted: WantedCopy,
  options: WaitOptions,
): Promise<KnownImage> {
  for (let attempt = before + 1; attempt <= before + MOST_ATTEMPTS; attempt++) {
    options.signal?.throwIfAborted();
    const id = await images.copy(copyRequest(wanted, images.region, attempt));
    const image = await awaited(images, id, CopyStage.Begun, wanted, options);
    if (image !== undefined) return image;
  }
  throw new Refused(
    `AWS answered ${MOST_ATTEMPTS} times with a copy in ${images.region} that it does not know; try again in a while.`,
  );
}

async function awaited(
  images: RegionImages,
  id: string,
  stage: CopyStage,
  { source }: WantedCopy,
  options: WaitOptions,
): Promise<KnownImage | undefined> {
  options.onEvent({ type: "copy", region: images.region, imageId: id, stage });
  const image = await awaitAvailable(images, { id, sourceId: source.id }, options);
  return image === NotThere ? undefined : image;
}

async function share(images: RegionImages, image: KnownImage, { permissions }: WantedCopy, { onEvent }: WaitOptions) {
  if (permissions.length === 0) return;
  const missing = missingPermissions(permissions, await images.launchPermissions(image.id));
  if (missing.length === 0) return;
  await images.addLaunchPermissions(image.id, missing);
  onEvent({ type: "shared", region: images.region, imageId: image.id, accounts: missing.length });
}

function copiesOf(images: readonly KnownImage[], sourceId: string): KnownImage[] {
  return images.filter((image) => isMarked(image) && !isOriginal(image) && image.tags[ImageTag.Source] === sourceId);
}

/** The same for the same attempt, to the last character: AWS refuses a client token that comes with anything else. */
export function copyRequest({ source, kmsKeyId }: WantedCopy, region: string, attempt: number): CopyRequest {
  const request = {
    sourceId: source.id,
    sourceRegion: source.region,
    // Of the account and Region no two AMIs may have the same name, and the source's own may be taken there.
    name: `privatelink-${source.id}${attempt === 1 ? "" : `-${attempt}`}`,
    description: `Copy of ${source.id} in ${source.region}`,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    tags: copyTags(source, kmsKeyId),
  };
  const clientToken = createHash("sha256")
    .update(JSON.stringify([region, { ...request, tags: tagList(request.tags) }]))
    .digest("hex");
  return { ...request, clientToken };
}

function copyTags(source: KnownImage, kmsKeyId: string | undefined): Tags {
  return {
    ...carriedTags(source.tags),
    [ImageTag.Source]: source.id,
    [ImageTag.SourceRegion]: source.region,
    [ImageTag.ManagedBy]: IMAGE_PROMOTION,
    ...(kmsKeyId === undefined ? {} : { [ImageTag.Key]: kmsKeyId }),
  };
}
