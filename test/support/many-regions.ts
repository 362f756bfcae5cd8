import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { buildArtifact } from "../../automation/artifact";
import type { Engine } from "../../automation/engine/engine";
import { prepareSources } from "../../automation/engine/workspace";
import { buildPackage } from "../../automation/package-build";
import { type Project, readProject } from "../../automation/plan/project";
import { readRolloutPlan } from "../../automation/rollout/file/read";
import type { RolloutPlan } from "../../automation/rollout/plan";
import { openSandboxPlace, type SandboxPlace } from "../../automation/stacks/sandbox-place";
import { StackFile } from "../../automation/stacks/stack-file";
import { regions } from "../../sandbox/data/regions";

const ROOT = path.join(__dirname, "..", "..");
const KEY = "saas-privatelink";

/** The Region that has the AMI and the registry of all. */
export const HOME = "us-east-1";

/** What stands at the top of each rollout.yaml that a test writes: gates that are short. */
const QUICK = "gate: { timeoutMinutes: 1, soakSeconds: 0, everySeconds: 1 }\n";

/** The project in a temporary folder, with a stack in each of so many Regions, on a sandbox. */
export class ManyRegions {
  private constructor(
    readonly folder: string,
    readonly project: Project,
    readonly place: SandboxPlace,
  ) {}

  /** @param count of Regions: that of the home stack, and others that follow it as us-east-2 does */
  static async open(engine: Engine, count: number): Promise<ManyRegions> {
    await buildArtifact(path.join(ROOT, "examples", "order-processor"));
    await buildPackage(ROOT);
    const folder = await mkdtemp(path.join(os.tmpdir(), "privatelink-regions-"));
    const root = path.join(folder, "project");
    await prepareSources(ROOT, root);
    await rm(path.join(root, "rollout.yaml"), { force: true });
    const names = [...regions.keys()].slice(0, count);
    for (const [index, name] of names.entries()) await writeStackFile(root, name, index);
    const project = readProject(root);
    const place = await openSandboxPlace(project, engine, path.join(folder, "world"));
    return new ManyRegions(folder, project, place);
  }

  get stacks(): readonly string[] {
    return [...this.project.stackFiles.keys()];
  }

  /** Sets a value in a stack file, as somebody edits it. The path starts below `config`. */
  async set(stack: string, key: string, ...rest: unknown[]): Promise<void> {
    const value = rest.pop();
    const file = await StackFile.read(path.join(this.project.root, `Pulumi.${stack}.yaml`));
    file.set(["config", `${KEY}:${key}`, ...(rest as string[])], value);
    await file.write();
  }

  /** A plan by a rollout.yaml with this text, and short gates. */
  async plan(text: string): Promise<RolloutPlan> {
    const file = path.join(this.folder, "rollout.yaml");
    await writeFile(file, QUICK + text);
    return readRolloutPlan(this.project, file);
  }

  /** Stacks that an engine has locked. */
  async locked(): Promise<string[]> {
    const folder = path.join(this.folder, "world", "state", ".pulumi", "locks");
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".json"));
    return files.map(({ parentPath }) => path.basename(parentPath)).sort();
  }

  async close(): Promise<void> {
    await this.place.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function writeStackFile(root: string, name: string, index: number): Promise<void> {
  const like = name === HOME ? HOME : "us-east-2";
  const file = StackFile.parse(
    path.join(root, `Pulumi.${name}.yaml`),
    await readFile(path.join(ROOT, `Pulumi.${like}.yaml`), "utf8"),
  );
  file.set(["config", "aws:region"], name);
  // One block after the other, so that nothing overlaps.
  file.set(["config", `${KEY}:network`, "cidr"], `10.64.${index * 4}.0/22`);
  await file.write();
}
