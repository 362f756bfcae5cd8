import { listed } from "../../../components/lib/words";
import { ageText, secondsSince } from "../../connections/age";
import { inLine } from "../../consumers/words";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { ImageOrigin, type ListedImage } from "../inventory";
import type { PendingWrite } from "../writing";
import { usersText } from "./promotion";

const HEAD = ["REGION", "IMAGE", "FROM", "STATE", "PROMOTED", "ENCRYPTED", "STACKS", "USED BY"];

/** The images of all Regions as a table. */
export function listText(
  images: readonly ListedImage[],
  pending: PendingWrite | undefined,
  now: Date,
  paint: Paint,
): string {
  const [head = "", ...rows] = table([HEAD, ...images.map((image) => row(image, now))]);
  const empty = images.length === 0 ? ["There are no images: nothing was promoted, and no stack file names one."] : [];
  return `${[...(images.length === 0 ? empty : [paint.dim(head), ...rows]), ...warnings(images, pending, paint)].join("\n")}\n`;
}

function row(image: ListedImage, now: Date): string[] {
  const { promotedAt, usedBy, currentOf } = image;
  return [
    image.region,
    image.imageId,
    fromText(image),
    image.state ?? "not there",
    promotedAt === undefined ? "-" : `${ageText(secondsSince(promotedAt, now))} ago`,
    encryptedText(image),
    currentOf.length === 0 ? "-" : currentOf.join(", "),
    usedBy.length === 0 ? "-" : inLine(usersText(usedBy)),
  ];
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
