import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import type { StackSettings } from "./place";

/**
 * Runs `work` with a stack file that has other config. All else that the engine reads in it stays as it is: how secrets are
 * encrypted, and environments that are imported.
 * @param stackFile the file as it is written, which is not changed
 */
export async function withSettings<T>(
  stackFile: string,
  settings: StackSettings,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const document = parseDocument(await readFile(stackFile, "utf8"));
  document.set("config", document.createNode(settings));
  const folder = await mkdtemp(path.join(os.tmpdir(), "privatelink-settings-"));
  try {
    const file = path.join(folder, path.basename(stackFile));
    await writeFile(file, document.toString());
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
