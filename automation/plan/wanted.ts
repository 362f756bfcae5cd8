import { existsSync } from "node:fs";
import { USAGE } from "../terminal/exit-codes";
import { PlanError } from "./plan-error";
import { type Project, stackFile, stackOf } from "./project";

/**
 * The stacks to plan, each with its stack file: those that are named, or those of the given files, or all that the
 * project has. One name with one file is that stack with the settings of that file.
 */
export function wantedStacks(
  project: Project,
  names: readonly string[],
  files: readonly string[],
): ReadonlyMap<string, string> {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0)
    throw new PlanError(
      missing.map((file) => `There is no file ${file}.`),
      USAGE,
    );
  const [name] = names;
  const [file] = files;
  if (name !== undefined && file !== undefined) return new Map([[name, file]]);
  if (file !== undefined) return ofFiles(files);
  if (name !== undefined) return named(project, names);
  if (project.stackFiles.size > 0) return project.stackFiles;
  throw new PlanError([
    `There is no stack file in ${project.root}; write a Pulumi.<stack>.yaml, or name one by --config-file.`,
  ]);
}

/** Every name that is unknown is said, not only the first one. */
function named(project: Project, names: readonly string[]): Map<string, string> {
  const unknown: string[] = [];
  const pairs = names.flatMap((name) => {
    try {
      return [[name, stackFile(project, name)] as const];
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      unknown.push(...error.messages);
      return [];
    }
  });
  if (unknown.length > 0) throw new PlanError(unknown, USAGE);
  return new Map(pairs);
}

function ofFiles(files: readonly string[]): Map<string, string> {
  const stacks = new Map<string, string>();
  for (const file of files) {
    const stack = stackOf(file);
    const other = stacks.get(stack);
    if (other !== undefined && other !== file) {
      const message = `${other} and ${file} are both of stack ${stack}; plan one at a time, or rename one.`;
      throw new PlanError([message], USAGE);
    }
    stacks.set(stack, file);
  }
  return stacks;
}
