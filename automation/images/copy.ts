import { createHash } from "node:crypto";
import type { LaunchPermission } from "@aws-sdk/client-ec2";
import { Refused } from "../terminal/refused";
import { awaitAvailable, NotThere, type WaitOptions } from "./await-available";
import { copyName, namesOf } from "./copy-name";
import { CopyStage } from "./events";
import { AVAILABLE, byAge, isMarked, isOriginal, type KnownImage, PENDING } from "./image";
import type { CopyRequest, RegionImages } from "./region-images";
import { share } from "./sharing";
import { carriedTags, IMAGE_PROMOTION, ImageTag, type Tags, tagList } from "./tags";

/** How often a copy is asked for anew when AWS answers with one that is no more. */
const MOST_ATTEMPTS = 5;

/** A copy that is wanted in a Region. */
export interface WantedCopy {
  readonly source: KnownImage;
  /** ARN of the key that encrypts it; the account's key for EBS when absent. */
  readonly kmsKeyId?: string;
  /** Launch permissions of all copies; absent where nobody knows them, so that they stay as they are. */
  readonly permissions?: readonly LaunchPermission[];
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
 * available, and gives it the launch permissions, of which it leaves no other to any copy of the AMI. Killed and run
 * again, it goes on with the same copy.
 */
export async function ensureCopy(images: RegionImages, wanted: WantedCopy, options: WaitOptions): Promise<KnownImage> {
  const known = await images.ofSources(wanted.source.id);
  const found = usableCopy(known, wanted.source.id, wanted.kmsKeyId);
  const copy = found === undefined ? undefined : await awaited(images, found.id, CopyStage.Found, wanted, options);
  const image = copy ?? (await made(images, wanted, options));
  const others = copiesOf(known, wanted.source.id).filter(({ id }) => id !== image.id);
  if (wanted.permissions !== undefined) await share(images, image, others, wanted.permissions, options);
  return image;
}

// AWS remembers a client token longer than some copies live. It answers with the id of the one that it made then, which
// may have been deregistered since: the next attempt has another token. The first name that is free makes the first
// attempt the same for every run that sees the same; failed copies and those with another key have a name, too.
async function made(images: RegionImages, wanted: WantedCopy, options: WaitOptions): Promise<KnownImage> {
  const taken = await images.ownNames(namesOf(wanted.source.id));
  let asked = 0;
  for (let attempt = 1; asked < MOST_ATTEMPTS; attempt++) {
    if (taken.has(copyName(wanted.source.id, attempt))) continue;
    options.signal?.throwIfAborted();
    asked += 1;
    const id = await images.copy(copyRequest(wanted, images.region, attempt));
    const image = id === undefined ? undefined : await awaited(images, id, CopyStage.Begun, wanted, options);
    if (image !== undefined) return image;
  }
  throw new Refused(
    `AWS answered ${MOST_ATTEMPTS} times with a copy in ${images.region} that it does not know, or of a name that is taken; try again in a while.`,
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

/** The copies of a source that the command has made, in any state and with any key. */
export function copiesOf(images: readonly KnownImage[], sourceId: string): KnownImage[] {
  return images.filter((image) => isMarked(image) && !isOriginal(image) && image.tags[ImageTag.Source] === sourceId);
}

/** The same for the same attempt, to the last character: AWS refuses a client token that comes with anything else. */
export function copyRequest({ source, kmsKeyId }: WantedCopy, region: string, attempt: number): CopyRequest {
  const request = {
    sourceId: source.id,
    sourceRegion: source.region,
    name: copyName(source.id, attempt),
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
