import { existsSync } from "node:fs";
import path from "node:path";
import { buildArtifact } from "../artifact";
import { PlanError } from "./plan-error";
import type { StackConfig } from "./stack-config";

/**
 * Builds the services whose archives the stacks upload, where the project holds their sources: a plan of an archive
 * from before the last edit would tell nothing. An archive of other origin is taken as it is.
 */
export async function buildArtifacts(root: string, configs: readonly StackConfig[]): Promise<void> {
  const folders = new Set(
    configs.flatMap(({ values }) => Object.values(values).flatMap(archives)).flatMap(folderOf(root)),
  );
  await Promise.all([...folders].map(build));
}

async function build(folder: string): Promise<void> {
  try {
    await buildArtifact(folder);
  } catch (error) {
    throw new PlanError([`${folder}: the service cannot be built: ${error instanceof Error ? error.message : error}`]);
  }
}

/** The folder whose `dist` the archive lies in, if that is a package of the project. */
function folderOf(root: string): (archive: string) => string[] {
  return (archive) => {
    const [, folder] = /^(.+)[/\\]dist[/\\][^/\\]+\.tar\.gz$/.exec(path.resolve(root, archive)) ?? [];
    return folder !== undefined && existsSync(path.join(folder, "package.json")) ? [folder] : [];
  };
}

/** Every `artifact.path` in a value, which is text or JSON. */
function archives(value: string): string[] {
  return value.includes('"artifact"') ? inside(JSON.parse(value)) : [];
}

function inside(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const artifact: unknown = (value as { artifact?: unknown }).artifact;
  const own = (artifact as { path?: unknown } | null | undefined)?.path;
  return [...(typeof own === "string" ? [own] : []), ...Object.values(value).flatMap(inside)];
}
