import { mkdir, rm } from "node:fs/promises";
import * as path from "node:path";
import { listed } from "../../components/lib/words";
import { readIfThere } from "../if-there";
import { StackFile } from "../stacks/stack-file";
import { writeWhole } from "../stacks/write-whole";
import { Refused } from "../terminal/refused";
import { IMAGE_KEY } from "./stacks";

/** A stack file that gets another AMI. */
export interface ImageWrite {
  readonly stack: string;
  readonly file: string;
  readonly imageId: string;
  /** What stands above it in the file. */
  readonly comment: string;
}

/** What is kept while several stack files are written: as long as it is there, some may be old and some new. */
export interface PendingWrite {
  /** AMI whose copies the files get. */
  readonly sourceId: string;
  readonly sourceRegion: string;
  readonly files: readonly string[];
}

type Write = (file: string, text: string) => Promise<void>;

/** Folder of what `privatelink image` keeps about a project. */
export function imageFolder(root: string): string {
  return path.join(root, ".privatelink", "images");
}

/** A run that was killed while it wrote stack files; undefined where none was. */
export async function pendingWrite(root: string): Promise<PendingWrite | undefined> {
  const text = await readIfThere(journalOf(root));
  return text === undefined ? undefined : (JSON.parse(text) as PendingWrite);
}

/**
 * Refuses everything but what finishes a run that was killed while it wrote stack files.
 * @param sourceId what is promoted now; without it, nothing finishes such a run
 */
export async function refuseOtherThan(root: string, sourceId?: string): Promise<void> {
  const pending = await pendingWrite(root);
  if (pending === undefined || pending.sourceId === sourceId) return;
  const { sourceId: other, sourceRegion, files } = pending;
  throw new Refused(
    `A promotion of ${other} was ended while it wrote ${listed(files)}, of which some may be old and some new: run privatelink image promote ${other} --from ${sourceRegion} again, or check the files and delete ${journalOf(root)}.`,
  );
}

/**
 * Puts an AMI into each stack file: all of them or none. A file that cannot be written has the others put back; after a
 * kill, `pendingWrite` tells, and the same run again finishes it. Files that have the AMI already stay as they are.
 * @returns those that were written
 */
export async function writeImages(
  root: string,
  { sourceId, sourceRegion }: Pick<PendingWrite, "sourceId" | "sourceRegion">,
  writes: readonly ImageWrite[],
  write: Write = writeWhole,
): Promise<ImageWrite[]> {
  const changes = (await Promise.all(writes.map(changeOf))).filter(({ before, after }) => before !== after);
  const files = changes.map(({ write: { file } }) => path.relative(root, file));
  const journal = journalOf(root);
  await mkdir(path.dirname(journal), { recursive: true });
  if (changes.length > 0) await write(journal, `${JSON.stringify({ sourceId, sourceRegion, files })}\n`);
  const done: typeof changes = [];
  try {
    for (const change of changes) {
      await write(change.write.file, change.after);
      done.push(change);
    }
  } catch (error) {
    for (const { write: one, before } of done) await write(one.file, before);
    await rm(journal, { force: true });
    throw error;
  }
  await rm(journal, { force: true });
  return changes.map((change) => change.write);
}

async function changeOf(write: ImageWrite) {
  const file = await StackFile.read(write.file);
  const before = file.toString();
  const image = file.get(...IMAGE_KEY);
  if (JSON.stringify(image) !== JSON.stringify({ id: write.imageId })) {
    file.set(IMAGE_KEY, { id: write.imageId }, write.comment);
  }
  return { write, before, after: file.toString() };
}

function journalOf(root: string): string {
  return path.join(imageFolder(root), "writing.json");
}
