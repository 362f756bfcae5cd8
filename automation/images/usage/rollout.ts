import { listed } from "../../../components/lib/words";
import { readJournal } from "../../rollout/journal-file";
import { isUnfinished } from "../../rollout/kept";
import { ownJournalFolder } from "../../stacks/own-journal";
import type { EarlierUpdate } from "../../stacks/place";
import { IMAGE_KEY } from "../stacks";
import type { Usage } from "./usage";

const [, IMAGE] = IMAGE_KEY;

/**
 * The AMIs that an unfinished rollout of the project may bring stacks back to, by its failure policy or resumed, as far as
 * this machine has its journal. Throws where the journal cannot be read.
 */
export async function rolloutUse(root: string): Promise<Usage> {
  const journal = await readJournal(ownJournalFolder(root));
  const unfinished = [journal, journal?.kept].filter((one) => isUnfinished(one));
  const usage = new Map<string, readonly string[]>();
  for (const { began, stacks } of unfinished) {
    const wanted = Object.entries(stacks).map(([stack, { earlier }]) => ({ stack, ids: imagesOf(earlier) }));
    for (const id of new Set(wanted.flatMap(({ ids }) => [...ids]))) {
      const names = wanted.filter(({ ids }) => ids.has(id)).map(({ stack }) => stack);
      const user = `the unfinished rollout of ${began}, which may bring ${listed(names)} back to it`;
      usage.set(id, [...(usage.get(id) ?? []), user]);
    }
  }
  return usage;
}

/** What the stack ran, what its settings name, and what Pulumi would copy again where the copy is gone. */
function imagesOf(earlier: Pick<EarlierUpdate, "settings" | "outputs"> | null): ReadonlySet<string> {
  const { settings = {}, outputs = {} } = earlier ?? {};
  const { id } = (settings[IMAGE] ?? {}) as { readonly id?: unknown };
  const [source] = Array.isArray(outputs.imageSources) ? (outputs.imageSources as readonly unknown[]) : [];
  return new Set([id, outputs.imageId, source].filter((one) => typeof one === "string"));
}
