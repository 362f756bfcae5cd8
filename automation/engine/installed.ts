import { access, constants, mkdir, rename, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { type Engine, EngineSource, type FailedAttempt } from "./engine";
import { MINIMUM_ENGINE_VERSION } from "./versions";

const EXECUTABLE = process.platform === "win32" ? ".exe" : "";
export const CLI = `pulumi${EXECUTABLE}`;
export const LANGUAGE_HOST = `pulumi-language-nodejs${EXECUTABLE}`;

/** Where engines of ours are kept, one folder per version: `~/.cache/saas-privatelink/engine/<version>`. */
export function engineCache(version: string, env: NodeJS.ProcessEnv = process.env): string {
  const cache = env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(cache, "saas-privatelink", "engine", version);
}

/** `pulumi` on PATH, when it is new enough and has its Node.js language host. */
export async function engineOnPath(searchPath: string): Promise<Engine | FailedAttempt> {
  const source = EngineSource.Path;
  const cli = await findExecutable(CLI, searchPath);
  if (cli === undefined) return { source, reason: "no pulumi on PATH" };
  const host = await findExecutable(LANGUAGE_HOST, [path.dirname(cli), searchPath].join(path.delimiter));
  if (host === undefined) return { source, reason: `${cli} is without ${LANGUAGE_HOST}` };
  try {
    // The Automation API takes a full path as `root/bin` only; a shim elsewhere is run by its name.
    const folder = path.dirname(cli);
    const root = path.basename(folder) === "bin" ? path.dirname(folder) : undefined;
    const command = await PulumiCommand.get({ root, version: new SemVer(MINIMUM_ENGINE_VERSION) });
    return engineOf(command, source, folder);
  } catch (error) {
    return { source, reason: `${cli} cannot be used: ${firstLine(error)}` };
  }
}

/** The engine below `root`, as `PulumiCommand.install` lays it out (`root/bin`). */
export async function engineIn(root: string, source: EngineSource): Promise<Engine | FailedAttempt> {
  const binFolder = path.join(root, "bin");
  for (const file of [CLI, LANGUAGE_HOST]) {
    if (!(await isExecutable(path.join(binFolder, file)))) return { source, reason: `no ${file} in ${binFolder}` };
  }
  try {
    const command = await PulumiCommand.get({ root, version: new SemVer(MINIMUM_ENGINE_VERSION) });
    return engineOf(command, source, binFolder);
  } catch (error) {
    return { source, reason: `${binFolder} cannot be used: ${firstLine(error)}` };
  }
}

/** Makes a finished `bin` folder the one of `root`, in place of an earlier one: all of it or nothing. */
export async function putInPlace(bin: string, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await rm(path.join(root, "bin"), { recursive: true, force: true });
  await rename(bin, path.join(root, "bin"));
}

/** The first executable file of this name on a search path. */
export async function findExecutable(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== "" && (await isExecutable(file))) return file;
  }
  return undefined;
}

/** The first line of what an error says. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n")[0]?.trim() ?? "";
}

function engineOf(command: PulumiCommand, source: EngineSource, binFolder: string): Engine {
  return { command, version: command.version?.format() ?? MINIMUM_ENGINE_VERSION, source, binFolder };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EACCES" || code === "ENOTDIR") return false;
    throw error;
  }
}
