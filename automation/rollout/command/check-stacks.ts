import { parseConfig } from "../../../stacks/config";
import { ConfigError } from "../../../stacks/config-error";
import { PlanError } from "../../plan/plan-error";
import { type Project, stackFile } from "../../plan/project";
import { readStackConfig, type StackConfig } from "../../plan/stack-config";

/**
 * Reads the stack files as the program would. Throws a `PlanError` with everything that is wrong with any of them, so that
 * no stack is worked on while another one's file has to be corrected.
 */
export function checkStacks(project: Project, stacks: readonly string[]): StackConfig[] {
  const messages: string[] = [];
  const configs = stacks.flatMap((stack) => {
    try {
      const config = readStackConfig(project, stack, stackFile(project, stack));
      parseConfig(stack, config.values, config.secretKeys);
      return [config];
    } catch (error) {
      if (error instanceof PlanError) messages.push(...error.messages);
      else if (error instanceof ConfigError) messages.push(error.message);
      else throw error;
      return [];
    }
  });
  if (messages.length > 0) throw new PlanError(messages);
  return configs;
}
