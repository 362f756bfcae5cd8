import { readProject } from "../../../automation/plan/project";
import { openOwnPlace } from "../../../automation/stacks/own-place";

/** Brings a stack of a project up, as a process that a test can kill. */
async function main([root = "", stack = ""]: readonly string[]): Promise<void> {
  const place = await openOwnPlace(readProject(root), process.env);
  await place.stack(stack).operate("up");
}

void main(process.argv.slice(2));
