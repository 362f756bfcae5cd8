import type { LaunchPermission } from "@aws-sdk/client-ec2";
import type { KnownImage } from "./image";
import type { CopyKey } from "./keys";
import type { OpenRegion } from "./regions";
import type { Removal } from "./retention";
import type { Unshared } from "./sharing";
import type { ImageStack } from "./stacks";

/** What a promotion does in one Region. */
export interface PlannedRegion {
  readonly region: OpenRegion;
  /** Whether the source itself is used here, because it is its Region. */
  readonly original: boolean;
  /** The copy that is there already, or being made. */
  readonly existing?: KnownImage;
  /** Of the copy. */
  readonly key: CopyKey;
  /** Copies that are there and lose launch permissions. */
  readonly unshare: readonly Unshared[];
  /** Images that go, as nobody uses them. */
  readonly remove: readonly Removal[];
  /** Originals that lose their tags. */
  readonly forget: readonly KnownImage[];
  /** Images that would go and are used, and by whom. */
  readonly used: readonly { readonly image: KnownImage; readonly users: readonly string[] }[];
  /** Snapshots that a removal has left which was ended before its end. */
  readonly snapshotsLeft: number;
}

/** A promotion, before anything of it is done. */
export interface Promotion {
  readonly root: string;
  /** Name of the project. */
  readonly project: string;
  readonly source: KnownImage;
  /** Launch permissions of every copy; absent for an AMI of another account, which does not tell: they stay as they are. */
  readonly permissions?: readonly LaunchPermission[];
  readonly regions: readonly PlannedRegion[];
  /** How many promoted images stay in each Region. */
  readonly keep: number;
  /** Stacks whose file does not name the image yet, as far as that is known before the copies are there. */
  readonly writes: readonly ImageStack[];
  /** What people should know besides, in sentences. */
  readonly notes: readonly string[];
}

/** The image that a Region is going to use, where it is known already. */
export function imageIn(
  { original, existing }: Pick<PlannedRegion, "original" | "existing">,
  source: KnownImage,
): string | undefined {
  return original ? source.id : existing?.id;
}
