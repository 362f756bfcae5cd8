import * as pulumi from "@pulumi/pulumi";

/**
 * Runs a program, and makes of a component's refusal of its args one without a stack trace: what has to change is the
 * config or the account, and the message says it.
 */
export async function plainly<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (pulumi.InputPropertiesError.isInstance(error)) throw new pulumi.RunError(error.message);
    throw error;
  }
}
