import { LocalWorkspace, type OutputMap, Stack } from "@pulumi/pulumi/automation";
import type { EngineCommand } from "../engine/engine-command";
import type { Variables } from "../engine/environment";
import { SECRET } from "./place";

/** Where and how the engine works on the stacks of a project. */
export interface Site {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  readonly command: EngineCommand;
  /** Environment on top of what the engine inherits; one that is undefined is taken away. */
  readonly variables: Variables;
}

/**
 * A stack for the Automation API, which must be there when something is done with it. Neither does this select it, which
 * would change what the user's own `pulumi` works on, nor does it ever ask for secrets in plain text.
 */
export async function automationStack(site: Site, name: string): Promise<Stack> {
  const workspace = await LocalWorkspace.create({
    workDir: site.folder,
    pulumiCommand: site.command,
    // Node.js starts a process without the variables that are undefined, which takes them away from what it inherits.
    envVars: site.variables as Record<string, string>,
  });
  workspace.selectStack = async () => {};
  workspace.stackOutputs = async (stack) => {
    const outputs = await readOutputs(site, stack);
    const marked = Object.entries(outputs).map(([key, value]) => [key, { value, secret: value === SECRET }]);
    return Object.fromEntries(marked) as OutputMap;
  };
  return Stack.select(name, workspace);
}

/** Outputs of a stack that is there, with secrets masked by the engine. */
export async function readOutputs(site: Site, stack: string): Promise<Record<string, unknown>> {
  const { stdout } = await runCli(site, ["stack", "output", "--json", "--stack", stack]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** A command of the CLI that does not work on resources. */
export function runCli(site: Site, args: readonly string[]) {
  return site.command.run(args, site.folder, site.variables);
}
