import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import type { Engine } from "../../automation/engine/engine";
import { isolatedEnvironment, type Variables } from "../../automation/engine/environment";
import { readRuntimeOptions } from "../../automation/engine/runtime-options";
import { prepareWorkspace, type WorkspaceStack } from "../../automation/engine/workspace";
import { PROGRAM_VARIABLE } from "./older-provider";
import { messageOf } from "./recorder";

/** Any account id: the emulator makes an account of it. */
const ACCESS_KEY = "emulated";
const OLDER_MAIN = "older-provider-main.ts";

/** The real engine and the real provider, with the emulator as AWS, in a folder of their own. */
export class RealWorld {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #awsUrl: string;
  #older: string | undefined;

  private constructor(engine: Engine, folder: string, awsUrl: string) {
    this.#engine = engine;
    this.#folder = folder;
    this.#awsUrl = awsUrl;
  }

  /** Begins anew: what an earlier run left in the folder knows of resources that its emulator had. */
  static async create(engine: Engine, folder: string, awsUrl: string): Promise<RealWorld> {
    for (const name of ["state", "projects"]) await rm(path.join(folder, name), { recursive: true, force: true });
    for (const name of ["home", "state"]) await mkdir(path.join(folder, name), { recursive: true });
    const world = new RealWorld(engine, folder, awsUrl);
    world.#older = await world.#refusalOfToday();
    return world;
  }

  /** What the provider said by which it counts as older than `@pulumi/aws`; `undefined` when it does not. */
  get older(): string | undefined {
    return this.#older;
  }

  /** A stack of a project with its stack file changed as `edit` says; made when it is not there. */
  async stack(project: string, stack: WorkspaceStack): Promise<Stack> {
    // A folder for each stack, because several are worked on at the same time.
    const workDir = path.join(this.#folder, "projects", `${path.basename(project)}-${stack.name}`);
    await prepareWorkspace(project, workDir, [stack]);
    const program = this.#older === undefined ? {} : await throughOlderMain(project, workDir);
    return LocalWorkspace.createOrSelectStack(
      { stackName: stack.name, workDir },
      {
        pulumiCommand: this.#engine.command,
        envVars: { ...this.#variables(await readRuntimeOptions(project)), ...program },
      },
    );
  }

  /** What the provider has against properties that `@pulumi/aws` has: nothing, if it is of the same time. */
  async #refusalOfToday(): Promise<string | undefined> {
    const stack = await LocalWorkspace.createOrSelectStack(
      {
        projectName: "provider-age",
        stackName: "probe",
        program: async () => {
          const warmUpConfiguration = { warmUpPeriodDurationInMinutes: 5 };
          const metric = { namespace: "AWS/SQS", metricName: "NumberOfMessagesSent", statistic: "Sum", period: 60 };
          const comparisonOperator = "GreaterThanThreshold";
          const compared = { comparisonOperator, threshold: 0, evaluationPeriods: 1 };
          new MetricAlarm("probe", { ...metric, ...compared, warmUpConfiguration });
        },
      },
      { pulumiCommand: this.#engine.command, envVars: this.#variables({}) },
    );
    await stack.setConfig("aws:region", { value: "us-east-1" });
    return stack.preview({ suppressProgress: true }).then(
      () => undefined,
      (error: Error) => {
        const refusal = messageOf(error)
          .split("\n")
          .find((line) => line.includes("warmUpConfiguration"));
        if (refusal === undefined) throw error;
        return refusal.trim();
      },
    );
  }

  #variables(runtimeOptions: Awaited<ReturnType<typeof readRuntimeOptions>>): Record<string, string> {
    const variables: Variables = {
      ...isolatedEnvironment({ engine: this.#engine, folder: this.#folder, providerPort: 0, runtimeOptions }),
      // The provider itself, and not one that stands in for it.
      PULUMI_DEBUG_PROVIDERS: undefined,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: undefined,
      AWS_ENDPOINT_URL: this.#awsUrl,
      AWS_ACCESS_KEY_ID: ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: ACCESS_KEY,
      // With the provider's 25 attempts, a call that the emulator lacks would look like a hanging update.
      AWS_MAX_ATTEMPTS: "3",
    };
    return variables as Record<string, string>;
  }
}

/** Makes a program that adapts itself the main one of the workspace; the variables that it needs. */
async function throughOlderMain(project: string, workDir: string): Promise<Record<string, string>> {
  const file = path.join(workDir, "Pulumi.yaml");
  const document = parseDocument(await readFile(file, "utf8"));
  const main = String(document.get("main"));
  document.set("main", OLDER_MAIN);
  await writeFile(file, document.toString());
  await symlink(path.join(__dirname, OLDER_MAIN), path.join(workDir, OLDER_MAIN), "file");
  return { [PROGRAM_VARIABLE]: path.join(project, main) };
}
