import type { Image } from "@aws-sdk/client-ec2";
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
}

export const AVAILABLE = "available";
export const PENDING = "pending";
/** States from which no image comes back. */
export const FAILED: ReadonlySet<string> = new Set(["failed", "error", "invalid", "deregistered"]);

/** What an answer of `DescribeImages` says. */
export function knownImage(region: string, image: Image): KnownImage {
  const disks = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => (Ebs === undefined ? [] : [Ebs]));
  const { StateReason, Architecture, DeregistrationProtection: protection = "disabled" } = image;
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
  };
}

/** Whether `privatelink image promote` has marked the image: made it, or promoted it where it was. */
export function isMarked({ tags }: KnownImage): boolean {
  return tags[ImageTag.ManagedBy] === IMAGE_PROMOTION;
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
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
