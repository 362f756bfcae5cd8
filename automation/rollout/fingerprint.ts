import { createHash } from "node:crypto";
import { ifThere } from "../if-there";
import type { StackSettings } from "../stacks/place";
import { archiveFile, archivesOf } from "./archive-settings";
import type { Archives } from "./request";

/**
 * What tells whether a stack would be brought up to the same again: its settings and the contents of its archives, each
 * of which is kept for a rollback.
 */
export async function fingerprintOf(project: string, settings: StackSettings, archives: Archives): Promise<string> {
  const contents = archivesOf(settings).map(async (archive) => [
    archive.service,
    // The program itself refuses an archive that is not there, with a better sentence.
    await ifThere(() => archives.keep(archiveFile(project, archive))),
  ]);
  const text = JSON.stringify([settings, await Promise.all(contents)]);
  return createHash("sha256").update(text).digest("hex");
}
