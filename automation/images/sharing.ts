import type { LaunchPermission } from "@aws-sdk/client-ec2";
import type { WaitOptions } from "./await-available";
import { AVAILABLE, type KnownImage } from "./image";
import { permissionChange } from "./permissions";
import type { RegionImages } from "./region-images";

/** A copy that is there, and the launch permissions that it has against what is wanted. */
export interface Unshared {
  readonly image: KnownImage;
  readonly permissions: readonly LaunchPermission[];
}

/** The copies that are going to lose launch permissions. */
export async function toUnshare(
  images: RegionImages,
  copies: readonly KnownImage[],
  wanted: readonly LaunchPermission[] | undefined,
): Promise<Unshared[]> {
  if (wanted === undefined) return [];
  const found = await Promise.all(
    copies.filter(isShareable).map(async (image) => {
      const { remove } = permissionChange(wanted, await images.launchPermissions(image.id), image.ownerId);
      return { image, permissions: remove };
    }),
  );
  return found.filter(({ permissions }) => permissions.length > 0);
}

/** Gives a copy the launch permissions that are wanted, and takes all others from it and from other copies. */
export async function share(
  images: RegionImages,
  image: KnownImage,
  others: readonly KnownImage[],
  wanted: readonly LaunchPermission[],
  { onEvent }: Pick<WaitOptions, "onEvent">,
): Promise<void> {
  const { region } = images;
  for (const { id: imageId, ownerId } of [image, ...others.filter(isShareable)]) {
    const change = permissionChange(wanted, await images.launchPermissions(imageId), ownerId);
    const add = imageId === image.id ? change.add : [];
    const { remove } = change;
    if (add.length + remove.length > 0) await images.changeLaunchPermissions(imageId, { add, remove });
    if (add.length > 0) onEvent({ type: "shared", region, imageId, accounts: add.length });
    if (remove.length > 0) onEvent({ type: "unshared", region, imageId, accounts: remove.length });
  }
}

/** A disabled AMI has lost its launch permissions, and one that is not ready was given none. */
function isShareable({ state }: KnownImage): boolean {
  return state === AVAILABLE;
}
