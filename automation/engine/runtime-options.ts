import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { parse } from "yaml";

/** The `runtime.options` of Pulumi.yaml that the language host acts on. */
export interface RuntimeOptions {
  /** Path of the tsconfig, relative to the project. */
  readonly tsconfig?: string;
  /** Arguments of Node.js, separated by spaces. */
  readonly nodeargs?: string;
}

interface ProjectFile {
  readonly runtime?: string | { readonly name: string; readonly options?: RuntimeOptions };
}

export async function readRuntimeOptions(projectFolder: string): Promise<RuntimeOptions> {
  const project = parse(await readFile(path.join(projectFolder, "Pulumi.yaml"), "utf8")) as ProjectFile;
  if (typeof project.runtime !== "object") return {};
  const { tsconfig, nodeargs } = project.runtime.options ?? {};
  return { ...(tsconfig === undefined ? {} : { tsconfig }), ...(nodeargs === undefined ? {} : { nodeargs }) };
}
