import { listed } from "../../../components/lib/words";
import { inLine } from "../../consumers/words";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { ageText, secondsSince } from "../../terminal/durations";
import { ImageOrigin, type ListedImage } from "../inventory";
import type { UnnamedStack } from "../unnamed";
import type { PendingWrite } from "../writing";
import { usersText } from "./promotion";

const HEAD = ["Region", "Image", "From", "State", "Promoted", "Encrypted", "Stacks", "Used by"];

/** What there is to show. */
export interface Listed {
  readonly images: readonly ListedImage[];
  /** Stacks that no row is of. */
  readonly unnamed: readonly UnnamedStack[];
  readonly pending: PendingWrite | undefined;
}

/** The images of all Regions as a table, and the stacks that name none below it. */
export function listText({ images, unnamed, pending }: Listed, now: Date, paint: Paint): string {
  const [head = "", ...rows] = table([HEAD, ...images.map((image) => row(image, now))]);
  const empty = images.length === 0 ? ["There are no images: nothing was promoted, and no stack file names one."] : [];
  return `${[...(images.length === 0 ? empty : [paint.bold(head), ...rows]), ...others(unnamed, paint), ...warnings(images, pending, paint)].join("\n")}\n`;
}

function others(unnamed: readonly UnnamedStack[], paint: Paint): string[] {
  if (unnamed.length === 0) return [];
  const [head = "", ...rows] = table([["Stack", "Image"], ...unnamed.map(({ stack, text }) => [stack, text])]);
  return ["", paint.bold(head), ...rows];
}

function row(image: ListedImage, now: Date): string[] {
  const { usedBy, currentOf } = image;
  return [
    image.region,
    image.imageId,
    fromText(image),
    image.state ?? "not there",
    promotedText(image, now),
    encryptedText(image),
    currentOf.length === 0 ? "-" : currentOf.join(", "),
    usedBy.length === 0 ? "-" : inLine(usersText(usedBy)),
  ];
}

function promotedText({ promotedAt, rolledBackAt }: ListedImage, now: Date): string {
  if (promotedAt === undefined) return "-";
  const ago = `${ageText(secondsSince(promotedAt, now))} ago`;
  return rolledBackAt === undefined ? ago : `${ago}, rolled back`;
}

function fromText({ origin, sourceId, sourceRegion }: ListedImage): string {
  switch (origin) {
    case ImageOrigin.Original:
      return "itself";
    case ImageOrigin.Copy:
      return `${sourceId} ${sourceRegion}`;
    case ImageOrigin.Unfinished:
      return `${sourceId} ${sourceRegion}, unfinished`;
    case ImageOrigin.Pulumi:
      return `${sourceId}, by Pulumi`;
    case ImageOrigin.Others:
      return `${sourceId} ${sourceRegion}, by somebody else`;
    default:
      return "-";
  }
}

function encryptedText({ encrypted, kmsKeyId }: ListedImage): string {
  if (encrypted === undefined) return "-";
  if (!encrypted) return "no";
  return kmsKeyId === undefined ? "yes" : `yes, ${kmsKeyId.split("/").at(-1)}`;
}

function warnings(images: readonly ListedImage[], pending: PendingWrite | undefined, paint: Paint): string[] {
  const missing = images.filter(({ origin }) => origin === ImageOrigin.Missing);
  return [
    ...missing.map(({ currentOf, imageId, region }) =>
      paint.red(
        `${listed(currentOf)}: image.id: ${imageId} is not there in ${region}; promote an AMI, or name another one.`,
      ),
    ),
    ...(pending === undefined
      ? []
      : [
          paint.red(
            `A promotion of ${pending.sourceId} was ended while it wrote ${listed(pending.files)}: run privatelink image promote ${pending.sourceId} --from ${pending.sourceRegion} again.`,
          ),
        ]),
  ];
}
