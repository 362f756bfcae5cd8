import { jsonOrText } from "../../../components/lib/json-or-text";
import { identityOf } from "../../aws/read-identity";
import { PlanError } from "../../plan/plan-error";
import type { Project } from "../../plan/project";
import { readStackConfig } from "../../plan/stack-config";
import { referencesOf, type StackReference } from "../../stacks/references";

/** The stacks of a project in alphabetical order, each with the stacks that must be brought up before it. */
export type ProjectStacks = ReadonlyMap<string, readonly StackReference[]>;

/** What was read, and what could not be. */
export interface StacksRead {
  readonly stacks: ProjectStacks;
  readonly problems: readonly string[];
}

/** Reads the references and the credentials of every stack file, with what Pulumi.yaml gives to all stacks. */
export function readStacks(project: Project): StacksRead {
  const problems: string[] = [];
  const stacks = new Map<string, readonly StackReference[]>();
  for (const [stack, file] of project.stackFiles) {
    try {
      const { values } = readStackConfig(project, stack, file);
      const settings = Object.entries(values).map(([key, text]) => [key, jsonOrText(text)]);
      stacks.set(stack, referencesOf(Object.fromEntries(settings)));
      problems.push(...(identityOf(values)?.problems ?? []).map((problem) => `${stack}: ${problem}`));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      problems.push(...error.messages);
      stacks.set(stack, []);
    }
  }
  return { stacks, problems };
}

/** The other stacks that a stack needs, directly or through others. */
export function leadersOf(stack: string, stacks: ProjectStacks): Set<string> {
  const found = new Set<string>();
  const waiting = [stack];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const reference of stacks.get(one) ?? []) {
      if (reference.stack === stack || found.has(reference.stack)) continue;
      found.add(reference.stack);
      waiting.push(reference.stack);
    }
  }
  return found;
}
