import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Engine } from "../../../automation/engine/engine";
import { EngineCommand } from "../../../automation/engine/engine-command";
import { prepareWorkspace, type WorkspaceStack } from "../../../automation/engine/workspace";
import { readProject } from "../../../automation/plan/project";
import { openOwnPlace } from "../../../automation/stacks/own-place";
import type { Place } from "../../../automation/stacks/place";
import { type SandboxProvider, startProvider } from "../../../sandbox/provider/server";

/**
 * A project of a user's own in a temporary folder, whose sources are links: with a backend in a folder, a passphrase, and
 * an environment that leads to a sandbox in place of AWS.
 */
export class OwnProject {
  private constructor(
    readonly engine: Engine,
    readonly folder: string,
    readonly root: string,
    readonly provider: SandboxProvider,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async make(engine: Engine, sources: string, stacks: readonly WorkspaceStack[] = []): Promise<OwnProject> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "privatelink-own-"));
    const root = path.join(folder, "project");
    await prepareWorkspace(sources, root, stacks);
    for (const name of ["state", "home"]) await mkdir(path.join(folder, name));
    const provider = await startProvider(path.join(folder, "cloud.json"));
    const ofUser = Object.entries(process.env).filter(([name]) => !/^(AWS|PULUMI)_/i.test(name));
    return new OwnProject(engine, folder, root, provider, {
      ...Object.fromEntries(ofUser),
      PATH: [engine.binFolder, process.env.PATH].join(path.delimiter),
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "correct horse",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: `aws:${provider.port}`,
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
    });
  }

  /** The stack files are looked for anew. */
  open(env: NodeJS.ProcessEnv = this.env): Promise<Place> {
    return openOwnPlace(readProject(this.root), env);
  }

  /** What somebody does with the user's own CLI. */
  async pulumi(...args: string[]): Promise<string> {
    const { stdout } = await new EngineCommand(this.engine, this.env).run(args, this.root, {});
    return stdout;
  }

  /** Lock files of the backend. */
  async locks(): Promise<string[]> {
    const folder = path.join(this.folder, "state", ".pulumi", "locks");
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".json"));
    return files.map((entry) => path.join(entry.parentPath, entry.name));
  }

  async close(): Promise<void> {
    await this.provider.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
