import {
  AVAILABLE,
  byAge,
  FAILED,
  isMarked,
  isOriginal,
  type KnownImage,
  otherProjects,
  promotedAt,
  rolledBackAt,
} from "./image";

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
  /** Images that stay and only lose their tags: originals, which this command did not make, and what others promoted too. */
  readonly forget: readonly KnownImage[];
}

/** A copy that nobody promoted may belong to a promotion that is under way on another machine: a day is long enough. */
const ABANDONED_MS = 24 * 3_600_000;

export interface KeepOptions {
  /** Name of the project, whose promotions are counted. */
  readonly project: string;
  /** How many of the promoted ones stay, the newest ones; 0 or more. */
  readonly keep: number;
  readonly now: Date;
  /** Ids that stay in any case, because stack files name them. */
  readonly needed: ReadonlySet<string>;
}

/** Which images of one Region do not stay, as far as tags tell; who uses them is another question. */
export function outOfKeep(images: readonly KnownImage[], { project, keep, now, needed }: KeepOptions): OutOfKeep {
  const isOurs = (image: KnownImage): boolean => promotedAt(image, project) !== undefined;
  const isOthers = (image: KnownImage): boolean => otherProjects(image, project).length > 0;
  const marked = images.filter((image) => isMarked(image) && !needed.has(image.id));
  const promoted = images.filter((image) => isMarked(image) && isOurs(image)).sort(bestFirst(project));
  const kept = new Set(promoted.slice(0, keep));
  const older = marked.filter((image) => isOurs(image) && !kept.has(image));
  const stays = (image: KnownImage): boolean => isOriginal(image) || isOthers(image);
  const remove = marked
    .filter((image) => !stays(image) && !kept.has(image))
    .flatMap((image): Removal[] => {
      const reason = reasonOf(image, older.includes(image), now);
      return reason === undefined ? [] : [{ image, reason }];
    });
  return {
    remove: remove.sort((a, b) => byAge(a.image, b.image)),
    forget: older.filter(stays).sort(byAge),
  };
}

function reasonOf(image: KnownImage, isOlder: boolean, now: Date): RemovalReason | undefined {
  if (isOlder) return RemovalReason.Older;
  if (FAILED.has(image.state)) return RemovalReason.Failed;
  // Snapshots of a pending one are being written.
  if (image.state !== AVAILABLE) return undefined;
  return now.getTime() - Date.parse(image.createdAt) > ABANDONED_MS ? RemovalReason.Abandoned : undefined;
}

/** What can be gone back to is worth more than what was rolled back from, however new. */
function bestFirst(project: string) {
  return (a: KnownImage, b: KnownImage): number => {
    const wasLeft = [a, b].map((image) => Number(rolledBackAt(image, project) !== undefined));
    if (wasLeft[0] !== wasLeft[1]) return (wasLeft[0] ?? 0) - (wasLeft[1] ?? 0);
    const [first, second] = [promotedAt(a, project) ?? "", promotedAt(b, project) ?? ""];
    if (first === second) return byAge(b, a);
    return first < second ? 1 : -1;
  };
}
