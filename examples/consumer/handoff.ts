import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";

/** The hand-off that a provider gave you as a file. */
export async function handoffInFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new pulumi.RunError(`handoffFile: ${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** The hand-off in the outputs of a stack that you may read. */
export async function handoffOfStack(name: string): Promise<unknown> {
  const stack = new pulumi.StackReference(name);
  // Awaited, so that what is wrong with it is said before anything is created.
  const { value } = await stack.getOutputDetails("handoff");
  if (value === undefined) {
    throw new pulumi.RunError(`provider: the stack ${name} has no output handoff; run pulumi up there first.`);
  }
  return value;
}
