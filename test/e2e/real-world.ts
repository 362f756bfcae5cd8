import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "../../automation/engine/engine";
import { isolatedEnvironment, type Variables } from "../../automation/engine/environment";
import { readRuntimeOptions } from "../../automation/engine/runtime-options";
import { prepareWorkspace, type WorkspaceStack } from "../../automation/engine/workspace";

/** Any account id: the emulator makes an account of it. */
const ACCESS_KEY = "emulated";

/** The real engine and the real provider, with the emulator as AWS, in a folder of their own. */
export class RealWorld {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #awsUrl: string;

  private constructor(engine: Engine, folder: string, awsUrl: string) {
    this.#engine = engine;
    this.#folder = folder;
    this.#awsUrl = awsUrl;
  }

  /** Begins anew: what an earlier run left in the folder knows of resources that its emulator had. */
  static async create(engine: Engine, folder: string, awsUrl: string): Promise<RealWorld> {
    for (const name of ["state", "projects"]) await rm(path.join(folder, name), { recursive: true, force: true });
    for (const name of ["home", "state"]) await mkdir(path.join(folder, name), { recursive: true });
    return new RealWorld(engine, folder, awsUrl);
  }

  /** A stack of a project with its stack file changed as `edit` says; made when it is not there. */
  async stack(project: string, stack: WorkspaceStack): Promise<Stack> {
    // A folder for each stack, because several are worked on at the same time.
    const workDir = path.join(this.#folder, "projects", `${path.basename(project)}-${stack.name}`);
    await prepareWorkspace(project, workDir, [stack]);
    const variables: Variables = {
      ...isolatedEnvironment({
        engine: this.#engine,
        folder: this.#folder,
        providerPort: 0,
        runtimeOptions: await readRuntimeOptions(project),
      }),
      // The provider itself, and not one that stands in for it.
      PULUMI_DEBUG_PROVIDERS: undefined,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: undefined,
      AWS_ENDPOINT_URL: this.#awsUrl,
      AWS_ACCESS_KEY_ID: ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: ACCESS_KEY,
      // With the provider's 25 attempts, a call that the emulator lacks would look like a hanging update.
      AWS_MAX_ATTEMPTS: "3",
    };
    return LocalWorkspace.createOrSelectStack(
      { stackName: stack.name, workDir },
      { pulumiCommand: this.#engine.command, envVars: variables as Record<string, string> },
    );
  }
}
