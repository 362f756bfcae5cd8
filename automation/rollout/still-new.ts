import type { EarlierUpdate, StackOutputValues, StackSettings } from "../stacks/place";
import { referencesOf, type StackReference } from "../stacks/references";
import { NAMESPACE } from "../stacks/stack-file";
import { archiveFile, archivesOf, withArchives } from "./archive-settings";
import { shaOf } from "./earlier-settings";
import type { StillNew } from "./events";
import { pinnedImage } from "./pinned-image";
import type { Run } from "./run";
import { sameSettings } from "./same-update";
import { ofStack } from "./stack-work";

/** The outputs of stacks, each asked for once: those of a wave mostly refer to the same one. */
export function outputsOnce({ request: { place } }: Run): (stack: string) => Promise<StackOutputValues> {
  const known = new Map<string, Promise<StackOutputValues>>();
  return (stack) => {
    const outputs = known.get(stack) ?? place.stack(stack).outputs();
    known.set(stack, outputs);
    return outputs;
  };
}

/**
 * What would bring the new version again to a stack that was brought back to an earlier update.
 * @param outputsOf the outputs of another stack
 */
export async function stillNew(
  run: Run,
  stack: string,
  earlier: EarlierUpdate,
  outputsOf: (stack: string) => Promise<StackOutputValues>,
): Promise<StillNew> {
  const settings = await ofStack(() => run.handle(stack).settings());
  const archives: string[] = [];
  for (const archive of archivesOf(settings)) {
    const ran = (earlier.outputs.artifacts as Record<string, { sha256?: string }> | undefined)?.[archive.service];
    const sha256 = await shaOf(archiveFile(run.request.place.project, archive));
    if (sha256 !== ran?.sha256) archives.push(archive.path);
  }
  const references: StackReference[] = [];
  for (const reference of referencesOf(settings)) {
    const outputs = await ofStack(() => outputsOf(reference.stack));
    if (isOther(reference, outputs, earlier.outputs)) references.push(reference);
  }
  return {
    settings: !sameSettings(comparable(settings, earlier.outputs), comparable(earlier.settings, earlier.outputs)),
    archives: [...new Set(archives)],
    references: references.map(({ stack: other, text }) => ({ stack: other, text })),
  };
}

/** Whether what a stack takes from another one is not what it ran. */
function isOther({ path }: StackReference, other: StackOutputValues, ran: StackOutputValues): boolean {
  if (path.startsWith("image.")) {
    const [source] = Array.isArray(ran.imageSources) ? (ran.imageSources as readonly unknown[]) : [];
    return other.imageId !== source;
  }
  return ownerOf(other) !== ownerOf(ran);
}

function ownerOf({ registry }: StackOutputValues): string | undefined {
  return (registry as { readonly ownerArn?: string } | undefined)?.ownerArn;
}

/** Settings without what is told by itself: archives, and an image that something else names, which a rollback pins. */
function comparable(settings: StackSettings, outputs: StackOutputValues): StackSettings {
  const plain = withArchives(settings, new Map(archivesOf(settings).map(({ service }) => [service, ""])));
  const image = plain[`${NAMESPACE}:image`] as { ssmParameter?: unknown; copyFrom?: { stack?: unknown } } | undefined;
  const isNamed = image?.ssmParameter !== undefined || image?.copyFrom?.stack !== undefined;
  return isNamed ? pinnedImage(plain, outputs) : plain;
}
