import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Project } from "../plan/project";
import { ROLLOUT_FILE } from "../rollout/file/read";
import { writeWhole } from "../stacks/write-whole";
import { takeFromWaves } from "./waves";

/**
 * Takes a stack out of the project; what was done, a sentence each. Its file goes last: as long as it is there, another run
 * finds the stack, and the rollout plan names no stack without a file.
 */
export async function forgetStack(project: Project, stack: string): Promise<string[]> {
  const notes: string[] = [];
  const rollout = path.join(project.root, ROLLOUT_FILE);
  if (existsSync(rollout)) {
    const { text, note } = takeFromWaves(await readFile(rollout, "utf8"), stack);
    if (text !== undefined) {
      await writeWhole(rollout, text);
      notes.push(note);
    }
  }
  await rm(path.join(project.root, ".privatelink", "plans", `${stack}.json`), { force: true });
  const file = project.stackFiles.get(stack);
  if (file === undefined) return notes;
  await rm(file, { force: true });
  return [...notes, `${path.relative(project.root, file)} is deleted.`];
}
