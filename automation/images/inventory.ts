import type { Project } from "../plan/project";
import type { RolloutPlan } from "../rollout/plan";
import { stacksOf } from "./choose-stacks";
import { type ClientsOf, usualClients } from "./clients";
import {
  AVAILABLE,
  byAge,
  hasMark,
  isMarked,
  isOriginal,
  type KnownImage,
  otherProjects,
  promotedAt,
  rolledBackAt,
} from "./image";
import { type RegionContents, readRegions } from "./regions";
import { byRegion } from "./stacks";
import { ImageTag, projectsIn } from "./tags";
import { rolloutUse } from "./usage/rollout";
import type { Usage } from "./usage/usage";

/** How an image came to be in its Region. */
export const ImageOrigin = {
  /** An AMI that was promoted where it was. */
  Original: "original",
  /** A copy of a promotion. */
  Copy: "copy",
  /** A copy of a promotion that did not come to its end. */
  Unfinished: "unfinished copy",
  /** A copy that Pulumi makes and deletes, by `image.copyFrom`. */
  Pulumi: "copy of Pulumi",
  /** What somebody has made of a copy of a promotion, with its tags; nothing of the project. */
  Others: "copy of somebody else",
  /** An AMI that a stack file names and nobody promoted. */
  Given: "given",
  /** An AMI that a stack file names and that is not there. */
  Missing: "missing",
} as const;
export type ImageOrigin = (typeof ImageOrigin)[keyof typeof ImageOrigin];

/** One image of one Region. */
export interface ListedImage {
  readonly region: string;
  readonly imageId: string;
  readonly origin: ImageOrigin;
  /** AMI that it is a copy of, or itself. */
  readonly sourceId?: string;
  readonly sourceRegion?: string;
  readonly name?: string;
  /** State as AWS says it. */
  readonly state?: string;
  readonly createdAt?: string;
  readonly promotedAt?: string;
  /** When the project went back from it to an earlier one. */
  readonly rolledBackAt?: string;
  readonly encrypted?: boolean;
  /** ARN of the KMS key that was asked for. */
  readonly kmsKeyId?: string;
  /** Who uses it, in words. */
  readonly usedBy: readonly string[];
  /** Stacks whose file names it. */
  readonly currentOf: readonly string[];
}

/** Whose images are looked at. */
export interface InventoryRequest {
  readonly project: Project;
  readonly plan: RolloutPlan;
  /** Stacks in whose Regions it is looked. Defaults to all of the plan. */
  readonly stacks?: readonly string[];
  /** Defaults to the SDK's clients, with the credentials of each stack. */
  readonly clientsOf?: ClientsOf;
}

/** The images in the Regions of a plan: what was promoted, what Pulumi keeps, and what stack files name; newest first. */
export async function listImages(request: InventoryRequest): Promise<ListedImage[]> {
  const { project, plan, stacks = [], clientsOf = usualClients() } = request;
  const chosen = await stacksOf(project, plan, stacks);
  const contents = await readRegions(byRegion(chosen.stacks), clientsOf);
  const rollout = await rolloutUse(project.root);
  return (await Promise.all(contents.map((one) => inRegion(one, project.name, rollout)))).flat();
}

async function inRegion({ region, images }: RegionContents, project: string, rollout: Usage): Promise<ListedImage[]> {
  const named = [...new Set(region.stacks.flatMap(({ id }) => (id === undefined ? [] : [id])))];
  const others = named.filter((id) => !images.some((image) => image.id === id));
  const given = await Promise.all(others.map((id) => region.images.get(id)));
  const known = [...images, ...given.filter((image) => image !== undefined)];
  const usage = await region.usage(known.map(({ id }) => id));
  const usersOf = (id: string): string[] => [usage, rollout].flatMap((one) => one.get(id) ?? []);
  const currentOf = (id: string): string[] => region.stacks.filter((one) => one.id === id).map(({ stack }) => stack);
  const missing = others.filter((_, index) => given[index] === undefined);
  return [
    ...known
      .sort(lastFirst(project))
      .map((image) => listedImage(image, project, usersOf(image.id), currentOf(image.id))),
    ...missing.map((imageId) => ({
      region: region.region,
      imageId,
      origin: ImageOrigin.Missing,
      usedBy: [],
      currentOf: currentOf(imageId),
    })),
  ];
}

function listedImage(
  image: KnownImage,
  project: string,
  users: readonly string[],
  currentOf: readonly string[],
): ListedImage {
  const { [ImageTag.Source]: sourceId, [ImageTag.SourceRegion]: sourceRegion, [ImageTag.Key]: kmsKeyId } = image.tags;
  const origin = originOf(image);
  // Of what somebody has made, the tags are those of what it was made of.
  const isOurs = origin !== ImageOrigin.Others;
  const at = isOurs ? promotedAt(image, project) : undefined;
  const leftAt = isOurs ? rolledBackAt(image, project) : undefined;
  const others = isOurs ? otherProjects(image, project) : [];
  const usedBy = [...users, ...others.map((other) => `project ${other}`)];
  return {
    region: image.region,
    imageId: image.id,
    origin,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(sourceRegion === undefined ? {} : { sourceRegion }),
    name: image.name,
    state: image.state,
    createdAt: image.createdAt,
    ...(at === undefined ? {} : { promotedAt: at }),
    ...(leftAt === undefined ? {} : { rolledBackAt: leftAt }),
    encrypted: image.encrypted,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    usedBy,
    currentOf,
  };
}

function lastFirst(project: string) {
  return (a: KnownImage, b: KnownImage): number => {
    const [first, second] = [promotedAt(a, project) ?? a.createdAt, promotedAt(b, project) ?? b.createdAt];
    if (first === second) return byAge(b, a);
    return first < second ? 1 : -1;
  };
}

function originOf(image: KnownImage): ImageOrigin {
  if (image.tags[ImageTag.Source] === undefined) return ImageOrigin.Given;
  if (!hasMark(image)) return ImageOrigin.Pulumi;
  if (!isMarked(image)) return ImageOrigin.Others;
  if (isOriginal(image)) return ImageOrigin.Original;
  return projectsIn(image.tags).length === 0 ? ImageOrigin.Unfinished : ImageOrigin.Copy;
}

/** One promotion with its image in every Region that has it available. */
export interface PastPromotion {
  readonly sourceId: string;
  readonly sourceRegion: string;
  /** The last time that it was promoted. */
  readonly promotedAt: string;
  /** Whether the project went back from it to an earlier one, in any of the Regions. */
  readonly rolledBack: boolean;
  readonly images: ReadonlyMap<string, KnownImage>;
}

/** What a project has promoted, the last promotion first. */
export function promotionsOf(contents: readonly Pick<RegionContents, "images">[], project: string): PastPromotion[] {
  const at = (image: KnownImage): string => promotedAt(image, project) ?? "";
  const found = new Map<string, PastPromotion & { readonly images: Map<string, KnownImage> }>();
  // Of two copies with different keys, the one that was promoted last is left.
  const promoted = contents
    .flatMap(({ images }) => images)
    .filter((image) => isMarked(image) && at(image) !== "" && image.state === AVAILABLE)
    .sort((a, b) => (at(a) < at(b) ? -1 : 1));
  for (const image of promoted) {
    const { [ImageTag.Source]: sourceId = "", [ImageTag.SourceRegion]: sourceRegion = "" } = image.tags;
    const images = found.get(sourceId)?.images ?? new Map<string, KnownImage>();
    images.set(image.region, image);
    const rolledBack = found.get(sourceId)?.rolledBack === true || rolledBackAt(image, project) !== undefined;
    found.set(sourceId, { sourceId, sourceRegion, promotedAt: at(image), rolledBack, images });
  }
  return [...found.values()].sort((a, b) => (a.promotedAt < b.promotedAt ? 1 : -1));
}
