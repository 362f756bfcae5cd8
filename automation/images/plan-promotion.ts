import type { LaunchPermission } from "@aws-sdk/client-ec2";
import { listed } from "../../components/lib/words";
import type { Project } from "../plan/project";
import type { RolloutPlan } from "../rollout/plan";
import { Refused } from "../terminal/refused";
import { accountOf } from "./account";
import { type ChosenStacks, chooseStacks } from "./choose-stacks";
import { type ClientsOf, usualClients } from "./clients";
import { copiesOf, usableCopy } from "./copy";
import type { KnownImage } from "./image";
import { keyOf, keyProblems } from "./keys";
import { sharingProblems } from "./permissions";
import { imageIn, type Promotion } from "./promotion";
import type { RegionImages } from "./region-images";
import { openRegion, type RegionContents, readRegions } from "./regions";
import { type PlannedCopy, planRemovals } from "./removals";
import { toUnshare } from "./sharing";
import { checkedSource } from "./source";
import { byRegion, ImageKind, type ImageRegion, type ImageStack } from "./stacks";
import { rolloutUse } from "./usage/rollout";
import { refuseOtherThan } from "./writing";

/** What a promotion goes by. */
export interface PromotionRequest {
  readonly project: Project;
  readonly plan: RolloutPlan;
  /** AMI to promote. */
  readonly imageId: string;
  /** Its Region. Defaults to the one of the plan that has it. */
  readonly from?: string;
  /** Stacks that get it. Defaults to all of the plan. */
  readonly stacks?: readonly string[];
  /** Whether copies get the launch permissions of the source; otherwise they lose those that they have. Defaults to true. */
  readonly sharing?: boolean;
  /** Defaults to the SDK's clients, with the credentials of each stack. */
  readonly clientsOf?: ClientsOf;
  /** Defaults to the time of this machine. */
  readonly now?: Date;
}

/** Finds out what a promotion has to do, and changes nothing. Throws a `Refused` with what stands against it. */
export async function planPromotion(request: PromotionRequest): Promise<Promotion> {
  const { project, plan, imageId, clientsOf = usualClients(), now = new Date() } = request;
  const chosen = await chooseStacks(project, plan, request.stacks ?? []);
  await refuseOtherThan(project.root, imageId);
  const regions = byRegion(chosen.stacks);
  refuse(keyProblems(regions, plan.images.kmsKeyIds));
  const account = await accountOf(regions, clientsOf);
  const { images, source } = await findSource(imageId, request.from, chosen.home.region, regions, clientsOf);
  const contents = await readRegions(regions, clientsOf);
  refuse((await Promise.all(contents.map(({ region }) => region.architectureProblems(source)))).flat());
  const permissions = request.sharing === false ? [] : await permissionsOf(source, images, account);
  const copies = await Promise.all(contents.map((one) => plannedCopy(one, source, permissions, request)));
  await refuseUnshareable(source, permissions, copies);
  const { keep } = plan.images;
  const others = chosen.all.filter((one) => !chosen.stacks.includes(one));
  const planned = await planRemovals(copies, contents, {
    project: project.name,
    source,
    others,
    rollout: await rolloutUse(project.root),
    keep,
    now,
  });
  return {
    root: project.root,
    project: project.name,
    source,
    ...(permissions && { permissions }),
    regions: planned,
    keep,
    writes: planned.flatMap((one) =>
      one.region.stacks.filter(({ id }) => id === undefined || id !== imageIn(one, source)),
    ),
    notes: [...copiesOfPulumi(chosen.stacks), ...followers(chosen, imageId), ...lostOrder(plan, chosen.stacks)],
  };
}

// An AMI is of one Region, so that no other one can be meant.
async function findSource(
  imageId: string,
  from: string | undefined,
  home: string,
  regions: readonly ImageRegion[],
  clientsOf: ClientsOf,
): Promise<{ readonly images: RegionImages; readonly source: KnownImage }> {
  const names = from === undefined ? [...new Set([home, ...regions.map(({ region }) => region)])] : [from];
  for (const name of names) {
    const { identity } = regions.find(({ region }) => region === name) ?? regions[0] ?? {};
    const { images } = await openRegion({ region: name, stacks: [], ...(identity && { identity }) }, clientsOf);
    const source = await images.get(imageId);
    if (source !== undefined) return { images, source: checkedSource(source) };
  }
  const remedy = from === undefined ? ", and say its Region where it is none of these" : " and its Region";
  throw new Refused(
    `There is no AMI ${imageId} in ${listed(names, "or")} that this account may use: check the id${remedy}.`,
  );
}

// Only the owner is told whom an AMI is shared with, and could share the copies in the owner's stead.
async function permissionsOf(
  source: KnownImage,
  images: RegionImages,
  account: string,
): Promise<LaunchPermission[] | undefined> {
  if (source.ownerId !== account) return undefined;
  const permissions = await images.launchPermissions(source.id);
  return permissions.filter(({ UserId }) => UserId !== account);
}

async function plannedCopy(
  { region, images }: RegionContents,
  source: KnownImage,
  permissions: readonly LaunchPermission[] | undefined,
  { plan, project }: PromotionRequest,
): Promise<PlannedCopy> {
  const key = keyOf(region, plan.images.kmsKeyIds, images, project.name);
  if (region.region === source.region) return { region, original: true, key, unshare: [] };
  const { kmsKeyId } = key;
  const existing = usableCopy(images, source.id, kmsKeyId);
  const unshare = await toUnshare(region.images, copiesOf(images, source.id), permissions);
  return { region, original: false, key, unshare, ...(existing === undefined ? {} : { existing }) };
}

async function refuseUnshareable(
  source: KnownImage,
  permissions: readonly LaunchPermission[] = [],
  copies: readonly PlannedCopy[],
): Promise<void> {
  if (permissions.length === 0) return;
  const shared = await Promise.all(
    copies
      .filter(({ original }) => !original)
      .map(async ({ region, key }) => ({
        region: region.region,
        kmsKeyId: key.kmsKeyId ?? (await region.images.defaultKey()),
      })),
  );
  refuse(sharingProblems(source.id, permissions, shared));
}

function copiesOfPulumi(stacks: readonly ImageStack[]): string[] {
  const names = stacks.filter(({ kind }) => kind === ImageKind.Copy).map(({ stack }) => stack);
  if (names.length === 0) return [];
  const [their, run, deployed] =
    names.length === 1 ? ["its", "it runs", "it is deployed"] : ["their", "they run", "they are deployed"];
  return [
    `Until now Pulumi made the copies that ${listed(names)} used, where ${deployed}: ${their} next update deletes them with their snapshots, also the one that ${run} now, so that there is no way back to it but by image.copyFrom.`,
  ];
}

function followers({ all, stacks }: ChosenStacks, imageId: string): string[] {
  const chosen = new Set(stacks.map(({ stack }) => stack));
  return all.flatMap(({ stack, copiesStack }) => {
    if (chosen.has(stack) || copiesStack === undefined || !chosen.has(copiesStack)) return [];
    return [`${stack} copies the AMI of ${copiesStack}: after that stack's update, its own copies ${imageId}.`];
  });
}

// Without a file, the order of the stacks comes from what they copy of each other.
function lostOrder({ file }: RolloutPlan, stacks: readonly ImageStack[]): string[] {
  if (file !== undefined) return [];
  return stacks.flatMap(({ stack, copiesStack }) =>
    copiesStack === undefined
      ? []
      : [
          `${stack} will not copy from ${copiesStack} any more, and not come after it for that reason: write a rollout.yaml to keep an order.`,
        ],
  );
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Refused(problems.join("\n"));
}
