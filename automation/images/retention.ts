import { AVAILABLE, byAge, FAILED, isMarked, isOriginal, type KnownImage, promotedAt } from "./image";

/** Why an image is taken away. */
export const RemovalReason = {
  /** So many were promoted after it that it is not kept any more. */
  Older: "older than those that are kept",
  /** AWS could not make the copy. */
  Failed: "a copy that failed",
  /** Left by a promotion that never came to its end. */
  Abandoned: "a copy of a promotion that was never finished",
} as const;
export type RemovalReason = (typeof RemovalReason)[keyof typeof RemovalReason];

export interface Removal {
  readonly image: KnownImage;
  readonly reason: RemovalReason;
}

/** What does not stay in a Region. */
export interface OutOfKeep {
  /** Copies to deregister, oldest first. */
  readonly remove: readonly Removal[];
  /** Originals that stay where they are, because this command did not make them, and only lose their tags. */
  readonly forget: readonly KnownImage[];
}

/** A copy that nobody promoted may belong to a promotion that is under way on another machine: a day is long enough. */
const ABANDONED_MS = 24 * 3_600_000;

export interface KeepOptions {
  /** How many of the promoted ones stay, the newest ones; 0 or more. */
  readonly keep: number;
  readonly now: Date;
  /** Ids that stay in any case, because stack files name them. */
  readonly needed: ReadonlySet<string>;
}

/** Which images of one Region do not stay, as far as tags tell; who uses them is another question. */
export function outOfKeep(images: readonly KnownImage[], { keep, now, needed }: KeepOptions): OutOfKeep {
  const marked = images.filter((image) => isMarked(image) && !needed.has(image.id));
  const promoted = images.filter((image) => isMarked(image) && promotedAt(image) !== undefined).sort(newestFirst);
  const kept = new Set(promoted.slice(0, keep));
  const older = marked.filter((image) => promotedAt(image) !== undefined && !kept.has(image));
  const remove = marked
    .filter((image) => !isOriginal(image))
    .flatMap((image): Removal[] => {
      const reason = reasonOf(image, older.includes(image), now);
      return reason === undefined ? [] : [{ image, reason }];
    });
  return {
    remove: remove.sort((a, b) => byAge(a.image, b.image)),
    forget: older.filter(isOriginal).sort(byAge),
  };
}

function reasonOf(image: KnownImage, isOlder: boolean, now: Date): RemovalReason | undefined {
  if (isOlder) return RemovalReason.Older;
  if (promotedAt(image) !== undefined) return undefined;
  if (FAILED.has(image.state)) return RemovalReason.Failed;
  // Snapshots of a pending one are being written.
  if (image.state !== AVAILABLE) return undefined;
  return now.getTime() - Date.parse(image.createdAt) > ABANDONED_MS ? RemovalReason.Abandoned : undefined;
}

function newestFirst(a: KnownImage, b: KnownImage): number {
  const [first, second] = [promotedAt(a) ?? "", promotedAt(b) ?? ""];
  if (first === second) return byAge(b, a);
  return first < second ? 1 : -1;
}
