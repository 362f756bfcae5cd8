import { listed } from "../../components/lib/words";
import type { AwsClients } from "../aws/clients";
import { isMarked, promotedAt } from "../images/image";
import { RegionImages } from "../images/region-images";

/** Ids of the AMIs that a project has promoted in a Region, or why they are not known. */
export type PromotedImages = readonly string[] | { readonly reason: string };

export async function promotedIn(
  clients: Pick<AwsClients, "ec2">,
  region: string,
  project: string,
): Promise<readonly string[]> {
  const images = await new RegionImages(region, await clients.ec2(region)).ofSources();
  return images.filter((image) => isMarked(image) && promotedAt(image, project) !== undefined).map(({ id }) => id);
}

/** What a removed stack leaves of AMIs in its Region; undefined where it leaves none. */
export function stayingText(region: string, images: PromotedImages): string | undefined {
  if ("reason" in images) {
    return `Which promoted AMIs stay in ${region} is not known: ${images.reason}`;
  }
  if (images.length === 0) return undefined;
  const [stay, them] = images.length === 1 ? ["AMI stays", "it"] : ["AMIs stay", "them"];
  return `The promoted ${stay} in ${region}: ${listed(images)}; deregister ${them} yourself if nobody there needs ${them}.`;
}
