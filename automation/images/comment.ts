import type { KnownImage } from "./image";

/** What stands above an image in a stack file. */
export function commentOn({ id, region }: Pick<KnownImage, "id" | "region">, imageId: string, at: string): string {
  const day = at.slice(0, 10);
  const what = imageId === id ? `Promoted on ${day}` : `Copy of ${id} in ${region}, promoted on ${day}`;
  return `${what} by: privatelink image promote`;
}
