import { readdir } from "node:fs/promises";
import * as path from "node:path";
import type { Engine } from "../engine/engine";
import { EngineCommand } from "../engine/engine-command";
import { isolatedEnvironment } from "../engine/environment";
import { isStackMissing } from "../engine/failure";
import { readRuntimeOptions } from "../engine/runtime-options";
import type { Project } from "../plan/project";
import type { StackOutputValues } from "./place";
import { readOutputs } from "./workspace";

/** Whether stacks of a project were ever made on the sandbox of a folder. */
export async function hasSandboxStacks(project: Project, folder: string): Promise<boolean> {
  try {
    return (await readdir(path.join(folder, "state", ".pulumi", "stacks", project.name))).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Reads outputs of stacks of a sandbox, also while another process works on them: no AWS is asked, nothing is locked, and
 * the backend replaces the state of a stack as a whole. Empty for a stack that is not there.
 */
export async function sandboxOutputs(
  project: Project,
  engine: Engine,
  folder: string,
): Promise<(stack: string) => Promise<StackOutputValues>> {
  const site = {
    folder: path.join(folder, "projects", project.name),
    command: new EngineCommand(engine),
    variables: isolatedEnvironment({ engine, folder, runtimeOptions: await readRuntimeOptions(project.root) }),
  };
  return async (stack) => {
    try {
      return await readOutputs(site, stack);
    } catch (error) {
      if (isStackMissing(error)) return {};
      throw error;
    }
  };
}
