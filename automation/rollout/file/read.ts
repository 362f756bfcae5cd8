import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { sentence } from "../../../components/lib/problem";
import { PlanError } from "../../plan/plan-error";
import { type Project, readYaml } from "../../plan/project";
import type { RolloutPlan } from "../plan";
import { checkReferences } from "./check-references";
import { RolloutFileError } from "./error";
import { parseRollout } from "./parse";
import { resolvePlan } from "./resolve";
import { readStacks } from "./stacks";

/** Name of the file beside Pulumi.yaml that has the rollout plan. */
export const ROLLOUT_FILE = "rollout.yaml";

/** How the name is easily written instead. */
const OTHER_ENDING = "rollout.yml";

/**
 * Reads the rollout plan of a project: `rollout.yaml`, or what the references of its stacks suggest where there is no such
 * file. Throws a {@link RolloutFileError} with everything that is wrong in it, and in the stack files.
 * @param file another file, which must be there
 */
export async function readRolloutPlan(project: Project, file?: string): Promise<RolloutPlan> {
  const { stacks, problems: ofStacks } = readStacks(project);
  if (stacks.size === 0) {
    throw new RolloutFileError([`There is no stack file in ${project.root}; write a Pulumi.<stack>.yaml.`]);
  }
  const found = planFile(project, file);
  const written = found === undefined ? { value: {} } : yamlOf(found);
  const judged = "messages" in written ? written : parseRollout(written.value, stacks);
  const shown = found === undefined ? "" : `${shortened(project, found)}: `;
  const messages = [
    ...ofStacks,
    ...checkReferences(stacks).map(sentence),
    ...("problems" in judged ? judged.problems.map((problem) => `${shown}${sentence(problem)}`) : []),
  ];
  if ("messages" in judged) throw new RolloutFileError([...messages, ...judged.messages]);
  if (messages.length > 0 || "problems" in judged) throw new RolloutFileError(messages);
  return resolvePlan(judged.value, stacks, found);
}

function planFile({ root }: Project, file: string | undefined): string | undefined {
  if (file !== undefined) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return path.resolve(file);
    const message = `There is no file ${file}; leave it out for ${ROLLOUT_FILE} beside Pulumi.yaml.`;
    // The file is named on the command line.
    throw new RolloutFileError([message], 2);
  }
  const usual = path.join(root, ROLLOUT_FILE);
  if (existsSync(usual)) return usual;
  const other = path.join(root, OTHER_ENDING);
  // Nobody who wrote it wants to be rolled out by something else.
  if (existsSync(other)) throw new RolloutFileError([`${other} is not read; call it ${ROLLOUT_FILE}.`]);
  return undefined;
}

/** What a file has, or why nobody can read it. */
function yamlOf(file: string): { readonly value: unknown } | { readonly messages: readonly string[] } {
  try {
    return { value: readYaml(file) };
  } catch (error) {
    if (error instanceof PlanError) return { messages: error.messages };
    throw error;
  }
}

function shortened({ root }: Project, file: string): string {
  const below = path.relative(root, file);
  return below.startsWith("..") ? file : below;
}
