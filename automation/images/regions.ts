import { architectureProblems } from "./architecture";
import type { ClientsOf, ImageClients } from "./clients";
import type { KnownImage } from "./image";
import { RegionImages } from "./region-images";
import type { ImageRegion } from "./stacks";
import { type Usage, usageOf } from "./usage/usage";

/** A Region with the ways to work on its images. */
export interface OpenRegion extends ImageRegion {
  readonly images: RegionImages;
  usage(imageIds: readonly string[]): Promise<Usage>;
  /** Why stacks of the Region cannot run an image, in sentences. */
  architectureProblems(image: KnownImage): Promise<string[]>;
}

/** What is in a Region. */
export interface RegionContents {
  readonly region: OpenRegion;
  /** AMIs with the tag of a source. */
  readonly images: readonly KnownImage[];
}

export async function openRegion(region: ImageRegion, clientsOf: ClientsOf): Promise<OpenRegion> {
  const clients: ImageClients = clientsOf(region.identity);
  const ec2 = await clients.ec2(region.region);
  return {
    ...region,
    images: new RegionImages(region.region, ec2),
    usage: async (imageIds) => usageOf(ec2, await clients.autoScaling(region.region), imageIds),
    architectureProblems: (image) => architectureProblems(ec2, image, region.stacks),
  };
}

/** Opens Regions and reads their images, all at once. */
export function readRegions(regions: readonly ImageRegion[], clientsOf: ClientsOf): Promise<RegionContents[]> {
  return Promise.all(
    regions.map(async (one) => {
      const region = await openRegion(one, clientsOf);
      return { region, images: await region.images.ofSources() };
    }),
  );
}
