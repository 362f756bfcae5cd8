import { findEngine } from "../../../automation/engine/find";
import { readProject } from "../../../automation/plan/project";
import { openSandboxPlace } from "../../../automation/stacks/sandbox-place";

/** Brings a stack of a project up on a sandbox, as a process that a test can kill. */
async function main([root = "", folder = "", stack = ""]: readonly string[]): Promise<void> {
  const { engine } = await findEngine();
  if (engine === undefined) throw new Error("There is no engine.");
  const place = await openSandboxPlace(readProject(root), engine, folder);
  await place.stack(stack).operate("up");
}

void main(process.argv.slice(2));
