import { lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { type Document, parse, parseDocument } from "yaml";
import { readIfThere } from "../if-there";
import { Refused } from "../terminal/refused";

/** Entries of a project that its workspace has of its own, or must not have. */
const NOT_LINKED = /^(Pulumi\..*|\.git|\.privatelink|node_modules)$/;

/** Key that the engine itself writes into a stack file; secrets of the state can only be read with it. */
const SALT = "encryptionsalt";

/** Key of Pulumi.yaml for the folder of the stack files. */
const STACK_FOLDER = "stackConfigDir";

export interface WorkspaceStack {
  readonly name: string;
  /** The project's stack file. Defaults to `Pulumi.<name>.yaml` in the project's folder. */
  readonly file?: string;
  /** Changes the copy of the stack file, for example to lift protection; the project's own file stays as it is. */
  readonly edit?: (stackFile: Document) => void;
}

/**
 * Makes a folder in which the engine can work on a project without writing into it: links to the project's sources,
 * copies of Pulumi.yaml and of the stack files. (`pulumi stack init` writes into the stack file.) Done again, it takes up
 * what has changed in the project and keeps what the engine wrote.
 */
export async function prepareWorkspace(
  project: string,
  folder: string,
  stacks: readonly WorkspaceStack[],
): Promise<void> {
  await prepareSources(project, folder);
  for (const stack of stacks) await copyStackFile(project, folder, stack);
}

/** The part of it that all stacks share: two of them must not do it at the same time. */
export async function prepareSources(project: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await linkSources(project, folder);
  const settings = parseDocument(await readFile(path.join(project, "Pulumi.yaml"), "utf8"));
  // The copies are beside it, wherever the stack files of the project are.
  settings.delete(STACK_FOLDER);
  await writeChanged(path.join(folder, "Pulumi.yaml"), settings.toString());
}

/** Node.js resolves links to real paths, so relative imports work as in the project itself. */
async function linkSources(project: string, folder: string): Promise<void> {
  const names = (await readdir(project)).filter((name) => !NOT_LINKED.test(name));
  const targets = new Map(names.map((name) => [name, path.join(project, name)]));
  targets.set("node_modules", await nodeModulesOf(project));
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const file = path.join(folder, entry.name);
    // One that is right stays, because another stack's program may be running through it.
    if ((await readlink(file)) === targets.get(entry.name)) targets.delete(entry.name);
    else await rm(file);
  }
  for (const [name, target] of targets) {
    // Windows lets everybody make junctions; the type is ignored elsewhere.
    const type = (await stat(target)).isDirectory() ? "junction" : "file";
    await symlink(target, path.join(folder, name), type);
  }
}

/** The folder that a project's imports come from: its own or, in a workspace of npm, that of a folder above. */
async function nodeModulesOf(project: string): Promise<string> {
  for (let folder = project; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules");
    if (await isThere(path.join(candidate, "@pulumi", "pulumi"))) return candidate;
    if (folder === path.dirname(folder)) {
      throw new Refused(`@pulumi/pulumi is not installed for ${project}: run npm ci first.`);
    }
  }
}

/** The part of it that is a stack's own. */
export async function copyStackFile(
  project: string,
  folder: string,
  { name, file = path.join(project, `Pulumi.${name}.yaml`), edit }: WorkspaceStack,
): Promise<void> {
  const document = parseDocument((await readIfThere(file)) ?? "config: {}\n");
  edit?.(document);
  const copy = path.join(folder, `Pulumi.${name}.yaml`);
  const earlier = await readIfThere(copy);
  const salt = earlier === undefined ? undefined : (parse(earlier) as Record<string, unknown> | null)?.[SALT];
  if (salt !== undefined) document.set(SALT, salt);
  await writeChanged(copy, document.toString());
}

/** A file that is right is left alone, because an engine may be reading it. */
async function writeChanged(file: string, text: string): Promise<void> {
  if ((await readIfThere(file)) !== text) await writeFile(file, text);
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
