import path from "node:path";
import { type BuiltArtifact, buildArtifact } from "../../automation/artifact";
import type { StackOutputs } from "../../stacks/outputs";
import { type MockOptions, type Recorded, withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { ROOT, stackFile, type Written } from "./stack-files";

/** Name of a stack of the project as a StackReference gives it. */
export function reference(stack: string): string {
  return `organization/saas-privatelink/${stack}`;
}

let archive: Promise<BuiltArtifact> | undefined;

/** Runs index.ts as Pulumi does, in the project's folder. The stack itself exists, without outputs unless given. */
export async function runProgram(options: MockOptions & { readonly stack: string }): Promise<Recorded<StackOutputs>> {
  archive ??= buildArtifact(path.join(ROOT, "examples/order-processor"));
  await archive;
  const home = process.cwd();
  process.chdir(ROOT);
  try {
    return await withMocks(
      async () => {
        const program = (await import("../../index.js")) as unknown as { default: () => Promise<StackOutputs> };
        return (await promiseOf(await program.default())) as StackOutputs;
      },
      { ...options, stackOutputs: { [reference(options.stack)]: {}, ...options.stackOutputs } },
    );
  } finally {
    process.chdir(home);
  }
}

/** Runs the program with settings as a stack file has them, in a stack named `test` of a Region with two zones. */
export function runSettings(
  settings: Written,
  { region = "us-west-1", ...options }: Partial<MockOptions> = {},
): Promise<Recorded<StackOutputs>> {
  return runProgram({ ...options, stack: "test", region, config: stackFile(settings, region) });
}

/** The message with which the program refuses to run. */
export async function refusalOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => "(not refused)",
    (error: Error) => error.message,
  );
}
