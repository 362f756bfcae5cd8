import type { KnownImage } from "../../../automation/images/image";
import { IMAGE_PROMOTION, ImageTag, promotedTag } from "../../../automation/images/tags";

/** Name of the project of the tests. */
export const PROJECT = "saas-privatelink";

/** An available AMI, with what a test says of it. */
export function image(id: string, more: Partial<KnownImage> = {}): KnownImage {
  return {
    id,
    region: "us-east-2",
    name: id,
    state: "available",
    ownerId: "123456789012",
    createdAt: "2026-11-01T00:00:00.000Z",
    encrypted: true,
    snapshotIds: [`snap-${id}`],
    deregistrationProtected: false,
    tags: {},
    ...more,
  };
}

/** A copy of a promotion; without an instant, of one that did not come to its end. */
export function copy(id: string, sourceId: string, promotedAt?: string, more: Partial<KnownImage> = {}): KnownImage {
  return image(id, {
    name: id === sourceId ? id : `privatelink-${sourceId}`,
    ...more,
    tags: {
      [ImageTag.Source]: sourceId,
      [ImageTag.SourceRegion]: "us-east-1",
      [ImageTag.ManagedBy]: IMAGE_PROMOTION,
      ...(promotedAt === undefined ? {} : { [promotedTag(PROJECT)]: promotedAt }),
      ...more.tags,
    },
  });
}
