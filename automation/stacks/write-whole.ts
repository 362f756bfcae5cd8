import { randomUUID } from "node:crypto";
import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { ifThere } from "../if-there";

const NEW = 0o666;

/**
 * Puts a text into a file in one step: a reader sees the old one or the new one, never half of it. Who may read the file
 * stays as it is, and a link stays a link.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const there = await whatIsThere(file);
  const target = there?.target ?? file;
  const made = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}`);
  try {
    await writeFile(made, text, { mode: there?.mode ?? NEW });
    // The umask has taken from it.
    if (there !== undefined) await chmod(made, there.mode);
    await rename(made, target);
  } catch (error) {
    await rm(made, { force: true });
    throw error;
  }
}

/** Undefined for a file that is new. */
function whatIsThere(file: string): Promise<{ readonly target: string; readonly mode: number } | undefined> {
  return ifThere(async () => {
    const target = await realpath(file);
    return { target, mode: (await stat(target)).mode & 0o777 };
  });
}
