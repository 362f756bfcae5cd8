import { parseConfig } from "../../../stacks/config";
import { ConfigError } from "../../../stacks/config-error";
import { buildArtifacts } from "../../plan/artifacts";
import { PlanError } from "../../plan/plan-error";
import { type Project, stackFile } from "../../plan/project";
import { readStackConfig } from "../../plan/stack-config";
import { inFolder } from "../../stacks/in-folder";

/**
 * Builds the archives that the stacks upload, and reads the stack files as the program would. Throws a `PlanError` with
 * everything that is wrong with any of them, so that no stack is worked on while another one's file has to be corrected.
 */
export async function checkStacks(project: Project, stacks: readonly string[]): Promise<void> {
  const messages: string[] = [];
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (error instanceof PlanError) messages.push(...error.messages);
      else if (error instanceof ConfigError) messages.push(error.message);
      else throw error;
      return undefined;
    }
  };
  const configs = stacks.flatMap(
    (stack) => attempt(() => readStackConfig(project, stack, stackFile(project, stack))) ?? [],
  );
  // Before the program's own rules, which refuse an archive that is not there.
  await buildArtifacts(project.root, configs);
  for (const { stack, values, secretKeys } of configs) {
    attempt(() => inFolder(project.root, () => parseConfig(stack, values, secretKeys)));
  }
  if (messages.length > 0) throw new PlanError(messages);
}
