import { mkdir, rm } from "node:fs/promises";
import * as path from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import type { Cloud } from "../../sandbox/cloud";
import { type SandboxProvider, startProvider } from "../../sandbox/provider/server";
import { readIfThere } from "../if-there";
import type { Engine } from "./engine";
import { isolatedEnvironment, type Variables } from "./environment";
import { endEngines } from "./left-behind";
import { readRuntimeOptions } from "./runtime-options";
import { prepareWorkspace, type WorkspaceStack } from "./workspace";

/**
 * One sandbox and the stacks that live in it, in a folder of their own: the real engine with a backend, a home and an
 * AWS account that nobody else uses. What an earlier run left in the folder is taken up.
 */
export class World {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #provider: SandboxProvider;

  private constructor(engine: Engine, folder: string, provider: SandboxProvider) {
    this.#engine = engine;
    this.#folder = folder;
    this.#provider = provider;
  }

  /** Opens the world of a folder. Two processes must not have the same one open. */
  static async open(engine: Engine, folder: string): Promise<World> {
    const locks = path.join(folder, "state", ".pulumi", "locks");
    await endEngines(locks);
    // Whoever locked a stack is gone: a process that was killed leaves its locks behind.
    await rm(locks, { recursive: true, force: true });
    for (const name of ["home", "state"]) await mkdir(path.join(folder, name), { recursive: true });
    return new World(engine, folder, await startProvider(path.join(folder, "cloud.json")));
  }

  /** The AWS account. */
  get cloud(): Cloud {
    return this.#provider.cloud;
  }

  /** The folder in which the engine works on a project: where copies of its stack files are. */
  async workspaceOf(project: string): Promise<string> {
    const file = path.join(project, "Pulumi.yaml");
    const name = (parse((await readIfThere(file)) ?? "{}") as { name?: string }).name;
    if (name === undefined) throw new Error(`${file} does not name a project.`);
    return path.join(this.#folder, "projects", name);
  }

  /** What an engine that works on a project in this world gets to see. */
  async variablesOf(project: string): Promise<Variables> {
    return isolatedEnvironment({
      engine: this.#engine,
      folder: this.#folder,
      providerPort: this.#provider.port,
      runtimeOptions: await readRuntimeOptions(project),
    });
  }

  /** A stack of a project, made when it is not there. Its program runs from the project's own sources. */
  async stack(project: string, stack: WorkspaceStack): Promise<Stack> {
    const workDir = await this.workspaceOf(project);
    await prepareWorkspace(project, workDir, [stack]);
    const variables = await this.variablesOf(project);
    return LocalWorkspace.createOrSelectStack(
      { stackName: stack.name, workDir },
      {
        pulumiCommand: this.#engine.command,
        // Node.js starts a process without the variables that are undefined, which takes them away from what it inherits.
        envVars: variables as Record<string, string>,
      },
    );
  }

  /** Stops the sandbox; its state stays in the folder. */
  async close(): Promise<void> {
    await this.#provider.stop();
  }
}
