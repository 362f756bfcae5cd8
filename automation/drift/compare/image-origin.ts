import type { Deployed } from "./deployed-rows";

/**
 * The AMI that each stack's own goes back to, as text by stack: copies of one AMI are the same wherever they are. A
 * stack without instances has none.
 */
export function imageOrigins(stacks: readonly Deployed[]): Map<string, string | undefined> {
  const running = new Map(stacks.map((stack) => [nameIn(stack.outputs.imageId, stack.region), stack]));
  return new Map(stacks.map((stack) => [stack.stack, originOf(stack, running, new Set())]));
}

function originOf(stack: Deployed, running: ReadonlyMap<string, Deployed>, seen: Set<string>): string | undefined {
  const { outputs, settings, image, region } = stack;
  const { imageId, imageSources, imageSourceRegion } = outputs;
  if (imageId === undefined) return undefined;
  const [copied] = imageSources ?? [];
  if (copied !== undefined && imageSourceRegion !== undefined) {
    // What is copied may be a copy itself, of the stack that it is copied from.
    const source = nameIn(copied, imageSourceRegion);
    const other = running.get(source);
    if (other === undefined || seen.has(source)) return source;
    return originOf(other, running, seen.add(source)) ?? source;
  }
  if (image?.source !== undefined) return nameIn(image.source.id, image.source.region);
  // Published AMIs have an id for each Region, and one name.
  if (settings.image?.ssmParameter !== undefined) return image?.name ?? `value of ${settings.image.ssmParameter}`;
  return nameIn(imageId, region);
}

function nameIn(id: string | undefined, region: string): string {
  return `${id} of ${region}`;
}
