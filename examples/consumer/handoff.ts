import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";

/** The provider's hand-off: the output of a stack that you may read, or a file that the provider gave you. */
export async function readHandoff(config: pulumi.Config): Promise<unknown> {
  const provider = config.get("provider");
  const file = config.get("handoffFile");
  if ((provider === undefined) === (file === undefined)) {
    throw new pulumi.RunError("Set exactly one of provider (a stack's name) and handoffFile (a path).");
  }
  return provider === undefined ? fromFile(String(file)) : fromStack(provider);
}

async function fromFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new pulumi.RunError(`handoffFile: ${path} cannot be read: ${(error as Error).message}.`);
  }
}

async function fromStack(name: string): Promise<unknown> {
  const stack = new pulumi.StackReference(name);
  // Awaited, so that what is wrong with it is said before anything is created.
  const { value } = await stack.getOutputDetails("handoff");
  if (value === undefined) {
    throw new pulumi.RunError(`provider: the stack ${name} has no output handoff; run pulumi up there first.`);
  }
  return value;
}
