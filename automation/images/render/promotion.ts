import * as path from "node:path";
import { counted, listed } from "../../../components/lib/words";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { AVAILABLE } from "../image";
import { KeyOrigin } from "../keys";
import { permissionName } from "../permissions";
import type { Promoted } from "../promote";
import { imageIn, type PlannedRegion, type Promotion } from "../promotion";

/** What is going to be done, for people. */
export function planText(promotion: Promotion, paint: Paint): string {
  const { source, regions, keep, notes } = promotion;
  const [head = "", ...rows] = table([
    ["Region", "Image", "Encrypted with", "Stacks"],
    ...regions.map((one) => [one.region.region, imageText(one), keyText(one), stacksText(one)]),
  ]);
  const unshared = regions.flatMap(({ region, unshare }) =>
    unshare.map(
      ({ image, permissions }) => `${region.region}  ${image.id}: ${listed(permissions.map(permissionName))}`,
    ),
  );
  const removed = regions.flatMap(({ region, remove }) =>
    remove.map(({ image, reason }) => `${region.region}  ${image.id}, with ${snapshots(image.snapshotIds)}: ${reason}`),
  );
  const used = regions.flatMap(({ region, used: here }) =>
    here.map(({ image, users }) => `${region.region}  ${image.id}: ${usersText(users)}`),
  );
  return `${[
    paint.bold(`${source.id} of ${source.region}${source.name === "" ? "" : `, ${source.name}`}`),
    "",
    paint.bold(head),
    ...rows,
    ...section("Launch permissions that copies lose:", unshared),
    ...section(`Removed, as nobody uses them (${keep} stay in each Region):`, removed),
    ...section("Old, but in use, and left for the next time:", used),
    ...section("", notes),
    "",
  ].join("\n")}\n`;
}

/** The question before it is done; undefined where nothing would change that anybody could miss. */
export function question({ source, regions, writes }: Promotion): string | undefined {
  const copies = regions
    .filter((one) => !one.original && one.existing === undefined)
    .map(({ region }) => region.region);
  const unshared = regions.flatMap(({ unshare }) => unshare).length;
  const removed = regions.flatMap(({ remove }) => remove).length;
  const parts = [
    ...(copies.length === 0 ? [] : [`copy ${source.id} to ${listed(copies)}`]),
    ...(writes.length === 0 ? [] : [`write ${counted(writes.length, "stack file")}`]),
    ...(unshared === 0 ? [] : [`take launch permissions from ${counted(unshared, "copy", "copies")}`]),
    ...(removed === 0
      ? []
      : [`remove ${removed === 1 ? "1 older image with its" : `${removed} older images with their`} snapshots`]),
  ];
  const text = listed(parts);
  return text === "" ? undefined : `${text[0]?.toUpperCase()}${text.slice(1)}?`;
}

/** The plan for programs. */
export function planJson({ source, regions, writes, notes, permissions, keep, root }: Promotion): string {
  const plan = {
    sourceId: source.id,
    sourceRegion: source.region,
    keep,
    permissions: permissions ?? null,
    regions: regions.map((one) => ({
      region: one.region.region,
      imageId: imageIn(one, source) ?? null,
      state: one.original ? source.state : (one.existing?.state ?? null),
      kmsKeyId: one.key.kmsKeyId ?? null,
      unshare: one.unshare.map(({ image, permissions: lost }) => ({ imageId: image.id, permissions: lost })),
      remove: one.remove.map(({ image, reason }) => ({ imageId: image.id, snapshotIds: image.snapshotIds, reason })),
      used: one.used.map(({ image, users }) => ({ imageId: image.id, usedBy: users })),
    })),
    writes: writes.map(({ stack, file }) => ({ stack, file: path.relative(root, file) })),
    notes,
  };
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}

/** What was done, for people. */
export function promotedText({ sourceId, images, written, removed }: Promoted, paint: Paint): string {
  const [head = "", ...rows] = table([
    ["Region", "Image", "Stacks"],
    ...images.map(({ region, imageId, stacks }) => [region, imageId, stacks.join(", ")]),
  ]);
  const files = written.map(({ file }) => file);
  return `${[
    paint.bold(`${sourceId} is promoted`),
    "",
    paint.bold(head),
    ...rows,
    "",
    files.length === 0 ? "The stack files name these images already." : `Written: ${files.join(", ")}`,
    ...(removed.length === 0 ? [] : [`Removed: ${counted(removed.length, "older image")}`]),
    "Next: look at the change with privatelink preview, and bring it to the fleets with privatelink up.",
  ].join("\n")}\n`;
}

/** Who uses an image, with instances counted. */
export function usersText(users: readonly string[]): string {
  const instances = users.filter((user) => user.startsWith("instance "));
  const others = users.filter((user) => !user.startsWith("instance "));
  const few = instances.length < 3 ? instances : [counted(instances.length, "instance")];
  return listed([...few, ...others]);
}

function imageText({ original, existing }: PlannedRegion): string {
  if (original) return "the AMI itself";
  if (existing === undefined) return "a copy to be made";
  return existing.state === AVAILABLE ? `${existing.id}, which is there` : `${existing.id}, which is being copied`;
}

function keyText({ original, key }: PlannedRegion): string {
  if (original) return "as it is";
  if (key.kmsKeyId === undefined) return key.origin;
  return `${key.kmsKeyId}${key.origin === KeyOrigin.CopyBefore ? ", as the copy before" : ""}`;
}

function stacksText({ region }: PlannedRegion): string {
  return region.stacks.map(({ stack }) => stack).join(", ");
}

function snapshots(ids: readonly string[]): string {
  return counted(ids.length, "snapshot");
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ["", ...(title === "" ? lines : [title, ...lines.map((line) => `  ${line}`)])];
}
