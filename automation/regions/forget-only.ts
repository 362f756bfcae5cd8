import path from "node:path";
import type { Project } from "../plan/project";
import type { Place } from "../stacks/place";
import { Refused } from "../terminal/refused";
import { removingAlone } from "./carry-out";
import { forgetStack } from "./forget";
import { unmarkRemoval } from "./removal-mark";

/** Name of a stack's file, as seen from the project. */
function fileName(project: Project, stack: string): string {
  return path.relative(project.root, project.stackFiles.get(stack) ?? `Pulumi.${stack}.yaml`);
}

/** Refuses to forget a stack that the backend has: what it has in AWS would have nobody who knows of it. */
export async function refuseThere(place: Place, stack: string): Promise<void> {
  if (!(await place.stack(stack).exists())) return;
  throw new Refused(
    `${stack} is there (${place.title}), so --forget would leave what it has in AWS to nobody: privatelink region remove ${stack} drains, destroys and forgets it.`,
  );
}

/** The question before a stack is forgotten that the backend does not have. */
export function forgetQuestion(project: Project, place: Place, stack: string): string {
  return `The backend does not have ${stack} (${place.title}). Delete ${fileName(project, stack)} and the place of ${stack} in rollout.yaml, and leave in AWS whatever may be there?`;
}

/** Takes a stack out of the project and nothing else; what was done, a sentence each. */
export function forgetOnly(project: Project, place: Place, stack: string): Promise<string[]> {
  return removingAlone(place, async () => {
    const notes = await forgetStack(project, stack);
    await unmarkRemoval(place, stack);
    return notes;
  });
}
