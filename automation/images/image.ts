import type { Image } from "@aws-sdk/client-ec2";
import { byCodeUnit } from "../../components/lib/by-code-unit";
import { isCopyName } from "./copy-name";
import { IMAGE_PROMOTION, ImageTag, projectsIn, promotedTag, rolledBackTag, type Tags, tagsOf } from "./tags";

/** An AMI as it is in one Region. */
export interface KnownImage {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  /** State as AWS says it, for example `available`. */
  readonly state: string;
  /** Why it is in that state, where AWS says it. */
  readonly stateReason?: string;
  readonly ownerId: string;
  readonly architecture?: string;
  /** Instant, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Whether all of its snapshots are encrypted. */
  readonly encrypted: boolean;
  readonly snapshotIds: readonly string[];
  readonly deregistrationProtected: boolean;
  readonly tags: Tags;
  /** The AMI that AWS has copied it from; absent where AWS does not say it, as of old copies and of what is none. */
  readonly copiedFrom?: { readonly id: string; readonly region: string };
}

export const AVAILABLE = "available";
export const PENDING = "pending";
/** States from which no image comes back. */
export const FAILED: ReadonlySet<string> = new Set(["failed", "error", "invalid", "deregistered"]);

/** What an answer of `DescribeImages` says. */
export function knownImage(region: string, image: Image): KnownImage {
  const disks = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => (Ebs === undefined ? [] : [Ebs]));
  const { StateReason, Architecture, DeregistrationProtection: protection = "disabled" } = image;
  const { SourceImageId, SourceImageRegion } = image;
  return {
    id: image.ImageId ?? "",
    region,
    name: image.Name ?? "",
    state: image.State ?? "",
    ...(StateReason?.Message === undefined ? {} : { stateReason: StateReason.Message }),
    ownerId: image.OwnerId ?? "",
    ...(Architecture === undefined ? {} : { architecture: Architecture }),
    createdAt: image.CreationDate ?? "",
    encrypted: disks.length > 0 && disks.every(({ Encrypted }) => Encrypted === true),
    snapshotIds: disks.flatMap(({ SnapshotId }) => (SnapshotId === undefined ? [] : [SnapshotId])),
    deregistrationProtected: !protection.startsWith("disabled"),
    tags: tagsOf(image.Tags),
    ...(SourceImageId === undefined || SourceImageRegion === undefined
      ? {}
      : { copiedFrom: { id: SourceImageId, region: SourceImageRegion } }),
  };
}

/** Whether `privatelink image promote` has marked the image: made it, or promoted it where it was. */
export function isMarked(image: KnownImage): boolean {
  return hasMark(image) && (isOriginal(image) || isOwnCopy(image));
}

/** Whether it has the mark, which is also on what somebody has made of a marked image with its tags. */
export function hasMark({ tags }: KnownImage): boolean {
  return tags[ImageTag.ManagedBy] === IMAGE_PROMOTION;
}

// Name and source are what nobody can change of an AMI, nor give to another one beside it; its tags are neither.
function isOwnCopy({ name, tags, copiedFrom }: KnownImage): boolean {
  const { [ImageTag.Source]: id = "", [ImageTag.SourceRegion]: region } = tags;
  return isCopyName(name, id) && (copiedFrom === undefined || (copiedFrom.id === id && copiedFrom.region === region));
}

/** Whether it was promoted where it was, instead of being a copy. */
export function isOriginal({ id, tags }: KnownImage): boolean {
  return tags[ImageTag.Source] === id;
}

/** Instant of the last promotion by a project; undefined where none came to its end. */
export function promotedAt({ tags }: KnownImage, project: string): string | undefined {
  return tags[promotedTag(project)];
}

/** Instant at which a project went back to an earlier image; undefined where it did not, or promoted this one again. */
export function rolledBackAt({ tags }: KnownImage, project: string): string | undefined {
  return tags[rolledBackTag(project)];
}

/** Other projects that have promoted the image, and go by it. */
export function otherProjects({ tags }: KnownImage, project: string): string[] {
  return projectsIn(tags).filter((one) => one !== project);
}

/** Earliest first; equal ones by id, so that every run chooses the same. */
export function byAge(a: KnownImage, b: KnownImage): number {
  return byCodeUnit(a.createdAt, b.createdAt) || byCodeUnit(a.id, b.id);
}
