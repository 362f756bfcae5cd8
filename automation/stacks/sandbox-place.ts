import * as path from "node:path";
import type { Document } from "yaml";
import type { Engine } from "../engine/engine";
import { EngineCommand } from "../engine/engine-command";
import { LockHeld, takeLock } from "../engine/lock";
import { copyStackFile, prepareSources } from "../engine/workspace";
import { World } from "../engine/world";
import { defaultsOf } from "../plan/declarations";
import { type Project, stackFile } from "../plan/project";
import { listStacks } from "./list-stacks";
import type { Place } from "./place";
import { PlaceError } from "./place-error";
import { NAMESPACE } from "./stack-file";
import { EngineStack } from "./stack-handle";

/** Changes the YAML document of a copied stack file. */
export type StackFileEdit = (stackFile: Document) => void;

/** A place without an AWS account. */
export interface SandboxPlace extends Place {
  /** The sandbox, whose `cloud` is the AWS account. */
  readonly world: World;
}

export interface SandboxPlaceOptions {
  /** Changes the copy of a stack file further. Protection is lifted in any case, so that everything can be taken down. */
  readonly edit?: (stack: string, stackFile: Parameters<StackFileEdit>[0]) => void;
}

/**
 * The project on a sandbox in a folder of its own, with copies of its stack files, which follow the project's own. What
 * an earlier run left in the folder is taken up. Throws a {@link PlaceError} while another process has the folder open.
 * @param engine from `findEngine`
 * @param folder absolute path of a folder of its own, which is made where it is not there. It has the AWS account, the backend
 *   and everything else that the engine writes; the project's own folder stays as it is.
 */
export async function openSandboxPlace(
  project: Project,
  engine: Engine,
  folder: string,
  options: SandboxPlaceOptions = {},
): Promise<SandboxPlace> {
  const shown = path.relative(project.root, folder);
  const release = await alone(`${folder}.lock`, shown);
  try {
    const command = new EngineCommand(engine);
    const world = await World.open({ ...engine, command }, folder);
    const workspace = await world.workspaceOf(project.root);
    await prepareSources(project.root, workspace);
    const site = {
      folder: workspace,
      command,
      variables: await world.variablesOf(project.root),
      project: project.name,
    };
    return {
      title: `the sandbox in ${shown}`,
      project: project.root,
      defaults: defaultsOf(project.declarations),
      journalFolder: path.join(folder, "rollout"),
      world,
      stack: (name) => {
        const file = stackFile(project, name);
        const edit: StackFileEdit = (copy) => {
          copy.setIn(["config", `${NAMESPACE}:protect`], false);
          options.edit?.(name, copy);
        };
        const prepare = () => copyStackFile(project.root, workspace, { name, file, edit });
        return new EngineStack(name, { ...site, stackFile: path.join(workspace, `Pulumi.${name}.yaml`), prepare });
      },
      stacks: () => listStacks(site, project.name),
      close: async () => {
        try {
          await world.close();
        } finally {
          await release();
        }
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function alone(lock: string, shown: string): Promise<() => Promise<void>> {
  try {
    return await takeLock(lock, { timeoutMs: 0 });
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new PlaceError(
      `Process ${error.holder} works on the sandbox in ${shown} at the moment: wait until it has ended.`,
    );
  }
}
