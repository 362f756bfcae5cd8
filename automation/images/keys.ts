import { listed } from "../../components/lib/words";
import { isMarked, isOriginal, type KnownImage, promotedAt } from "./image";
import type { ImageRegion } from "./stacks";
import { ImageTag } from "./tags";

/** Who says which key encrypts the copies in a Region. */
export const KeyOrigin = {
  Plan: "images.kmsKeyIds",
  StackFile: "image.kmsKeyId",
  /** A stack file says no key any more once it names a copy. */
  CopyBefore: "the copy before",
  Account: "the account's key for EBS",
} as const;
export type KeyOrigin = (typeof KeyOrigin)[keyof typeof KeyOrigin];

/** The key of a Region's copies. */
export interface CopyKey {
  /** ARN; absent for the account's key for EBS. */
  readonly kmsKeyId?: string;
  readonly origin: KeyOrigin;
}

/** The key that encrypts copies in a Region: what is set, otherwise that of the last copy, otherwise the account's. */
export function keyOf(
  { region, stacks }: ImageRegion,
  planned: Readonly<Record<string, string>>,
  images: readonly KnownImage[],
  project: string,
): CopyKey {
  const inPlan = planned[region];
  if (inPlan !== undefined) return { kmsKeyId: inPlan, origin: KeyOrigin.Plan };
  const [inFile] = keysOf(stacks);
  if (inFile !== undefined) return { kmsKeyId: inFile, origin: KeyOrigin.StackFile };
  const [last] = images
    .filter((image) => isMarked(image) && !isOriginal(image) && promotedAt(image, project) !== undefined)
    .sort((a, b) => ((promotedAt(a, project) ?? "") < (promotedAt(b, project) ?? "") ? 1 : -1));
  const before = last?.tags[ImageTag.Key];
  return before === undefined ? { origin: KeyOrigin.Account } : { kmsKeyId: before, origin: KeyOrigin.CopyBefore };
}

/** Keys that cannot be used: of another Region, or several for the one copy of a Region. */
export function keyProblems(regions: readonly ImageRegion[], planned: Readonly<Record<string, string>>): string[] {
  return regions.flatMap(({ region, stacks }) => {
    if (planned[region] !== undefined) return ofRegion(`images.kmsKeyIds.${region}`, planned[region], region);
    const keys = keysOf(stacks);
    if (keys.length > 1) {
      const names = listed(stacks.filter(({ kmsKeyId }) => kmsKeyId !== undefined).map(({ stack }) => stack));
      return [
        `${names} are in ${region} and give their copies different keys; one copy is made in a Region: set images.kmsKeyIds.${region} in rollout.yaml.`,
      ];
    }
    return stacks.flatMap(({ stack, kmsKeyId }) =>
      kmsKeyId === undefined ? [] : ofRegion(`${stack}: image.kmsKeyId`, kmsKeyId, region),
    );
  });
}

function ofRegion(path: string, key: string, region: string): string[] {
  if (key.split(":")[3] === region) return [];
  return [
    `${path}: ${JSON.stringify(key)} is not a key of ${region}, where the copy is made; use the ARN of one there.`,
  ];
}

function keysOf(stacks: ImageRegion["stacks"]): string[] {
  return [...new Set(stacks.flatMap(({ kmsKeyId }) => (kmsKeyId === undefined ? [] : [kmsKeyId])))];
}
