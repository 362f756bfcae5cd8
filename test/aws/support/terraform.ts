import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { findExecutable } from "../../../automation/engine/installed";
import { temporaryFolder } from "./handoff";
import { type Checked, runTool } from "./run-tool";

/** Runs Terraform in a folder. */
export type Terraform = (folder: string, ...args: readonly string[]) => Promise<Checked>;

const PROVIDER = "registry.terraform.io/hashicorp/aws";
/** Where Terraform itself, and people, keep copies of providers. */
const MIRRORS = [
  path.join(homedir(), ".terraform.d/plugins"),
  "/usr/local/share/terraform/plugins",
  "/usr/share/terraform/plugins",
  ...inOpt(),
];

/**
 * Terraform with AWS's provider from a copy on the machine, so that nothing is fetched. Undefined where one of them is
 * not there: package registries have neither.
 */
export async function terraformOnThisMachine(env: NodeJS.ProcessEnv = {}): Promise<Terraform | undefined> {
  const file = await findExecutable("terraform", process.env.PATH ?? "");
  const mirror = MIRRORS.find((folder) => existsSync(path.join(folder, PROVIDER)));
  if (file === undefined || mirror === undefined) {
    console.log(
      `      skipped: ${file === undefined ? "Terraform" : "a copy of AWS's provider"} is not on this machine`,
    );
    return undefined;
  }
  const home = temporaryFolder();
  const config = path.join(home, "terraform.rc");
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return (folder, command, ...args) =>
    runTool(file, [`-chdir=${folder}`, String(command), "-no-color", ...args], {
      ...env,
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: "1",
    });
}

function inOpt(): string[] {
  if (!existsSync("/opt")) return [];
  return readdirSync("/opt")
    .filter((name) => name.startsWith("tf") || name.startsWith("terraform"))
    .map((name) => path.join("/opt", name));
}
