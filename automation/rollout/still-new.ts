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

/** What would bring the new version again to a stack that was brought back to an earlier update. */
export async function stillNew(run: Run, stack: string, earlier: EarlierUpdate): Promise<StillNew> {
  const settings = await ofStack(() => run.handle(stack).settings());
  const archives = archivesOf(settings).filter((archive) => {
    const ran = (earlier.outputs.artifacts as Record<string, { sha256?: string }> | undefined)?.[archive.service];
    return shaOf(archiveFile(run.request.place.project, archive)) !== ran?.sha256;
  });
  const references: StackReference[] = [];
  for (const reference of referencesOf(settings)) {
    const outputs = await ofStack(() => run.handle(reference.stack).outputs());
    if (isOther(reference, outputs, earlier.outputs)) references.push(reference);
  }
  return {
    settings: !sameSettings(comparable(settings, earlier.outputs), comparable(earlier.settings, earlier.outputs)),
    archives: [...new Set(archives.map(({ path }) => path))],
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
