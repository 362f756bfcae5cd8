import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Place } from "../stacks/place";
import { writeWhole } from "../stacks/write-whole";

/**
 * Says that the removal of a stack has begun in a place. A removal that is killed after the backend has let go of the stack
 * goes on by it: without it, a stack that the backend does not have may as well be one of another backend.
 */
export async function markRemoval(place: Place, stack: string): Promise<void> {
  const file = markOf(place, stack);
  await mkdir(path.dirname(file), { recursive: true });
  await writeWhole(file, `${JSON.stringify({ place: place.title })}\n`);
}

/** Whether the removal of a stack has begun in this place, and not in another one, such as another backend. */
export async function isRemovalMarked(place: Place, stack: string): Promise<boolean> {
  try {
    const mark = JSON.parse(await readFile(markOf(place, stack), "utf8")) as { readonly place?: string };
    return mark.place === place.title;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Takes the mark away; one that is not there is as good. */
export async function unmarkRemoval(place: Place, stack: string): Promise<void> {
  await rm(markOf(place, stack), { force: true });
}

function markOf({ journalFolder }: Place, stack: string): string {
  return path.join(journalFolder, "removals", `${stack}.json`);
}
