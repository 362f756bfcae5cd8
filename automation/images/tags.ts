/** Tags by which images and snapshots are found again; nothing else remembers what was promoted. */
export const ImageTag = {
  /** Id of the AMI that was promoted. Pulumi gives it to the copies that it makes, too. */
  Source: "privatelink:source-ami",
  /** Region of that AMI. */
  SourceRegion: "privatelink:source-region",
  /** ARN of the KMS key that was asked for; absent where the account's key for EBS was good enough. */
  Key: "privatelink:kms-key",
  /** `IMAGE_PROMOTION` on what `privatelink image promote` made. */
  ManagedBy: "privatelink:managed-by",
  /** On a snapshot: id of its AMI, which is going to be deregistered, or has been. */
  RemovedWith: "privatelink:removed-with",
} as const;

/** Begins the key of the tag that a project gives to what it has promoted, before the name of the project. */
const PROMOTED_AT = "privatelink:promoted-at/";
/** The same of the tag on what a project has rolled back from. */
const ROLLED_BACK_AT = "privatelink:rolled-back-at/";

/**
 * Key of the tag that has the instant at which a project promoted an image last. Several projects of one account may run
 * the same AMI, and each keeps its own images. A copy that has no such tag is of a promotion that did not come to its end.
 */
export function promotedTag(project: string): string {
  return `${PROMOTED_AT}${project}`;
}

/**
 * Key of the tag that has the instant at which a project went back to an image of an earlier promotion: what was rolled
 * back from is nothing to go back to. Promoted again, the image loses it.
 */
export function rolledBackTag(project: string): string {
  return `${ROLLED_BACK_AT}${project}`;
}

/** The projects that have promoted an image. */
export function projectsIn(tags: Tags): string[] {
  return Object.keys(tags).flatMap((key) => (key.startsWith(PROMOTED_AT) ? [key.slice(PROMOTED_AT.length)] : []));
}

/** Tells the copies of `privatelink image promote` from those that Pulumi makes, which Pulumi also deletes. */
export const IMAGE_PROMOTION = "image-promotion";

export type Tags = Readonly<Record<string, string>>;

/** AWS allows so many on a resource, its own not counted. */
const MOST_TAGS = 50;
/** Those of a copy that are none of its source's. */
const OWN_TAGS = 6;

/** The tags of a source that its copies get: not those of AWS, which nobody can give, and none of a promotion. */
export function carriedTags(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith("aws:") && !key.startsWith("privatelink:")),
  );
}

/** How many tags a source has too many for a copy to carry them all; 0 where they fit. */
export function tagsTooMany(tags: Tags): number {
  return Math.max(0, Object.keys(carriedTags(tags)).length + OWN_TAGS - MOST_TAGS);
}

/** What a tag list of the EC2 API says. */
export function tagsOf(list: readonly { readonly Key?: string; readonly Value?: string }[] = []): Tags {
  return Object.fromEntries(list.flatMap(({ Key, Value = "" }) => (Key === undefined ? [] : [[Key, Value]])));
}

/** Tags as a tag list of the EC2 API, in the order of their keys, so that equal ones give equal requests. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
