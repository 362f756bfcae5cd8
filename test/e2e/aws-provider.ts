import { tmpdir } from "node:os";
import { version } from "@pulumi/aws/package.json";
import { type Engine, EngineSource } from "../../automation/engine/engine";
import { findEngine } from "../../automation/engine/find";
import { findExecutable } from "../../automation/engine/installed";
import { lastLine, runProcess } from "../../automation/engine/processes";

/** The real engine together with the real provider, or why there is none. */
export type RealProvider =
  | { readonly engine: Engine; readonly provider: string; readonly skipped?: undefined }
  | { readonly engine?: undefined; readonly skipped: string };

const PLUGIN = `pulumi-resource-aws${process.platform === "win32" ? ".exe" : ""}`;

/** Takes the provider plugin from PATH, or lets the CLI download it into `pulumiHome`. */
export async function findRealProvider(pulumiHome: string): Promise<RealProvider> {
  const onPath = await findExecutable(PLUGIN, process.env.PATH ?? "");
  // An engine that has to be built tells that nothing can be downloaded: no way to the plugin either.
  const sources = Object.values(EngineSource).filter((s) => onPath !== undefined || s !== EngineSource.Build);
  const { engine, failed } = await findEngine({ sources });
  if (engine === undefined) {
    return { skipped: `no engine: ${failed.map(({ source, reason }) => `${source}: ${reason}`).join("; ")}` };
  }
  if (onPath !== undefined) return { engine, provider: `${await versionOf(onPath)} (${PLUGIN} on PATH)` };

  const { code, stderr, failure } = await runProcess(
    engine.command.command,
    ["plugin", "install", "resource", "aws", version, "--non-interactive"],
    {
      // Not in the project: the command refuses a folder that is a project and a component package at once.
      cwd: tmpdir(),
      timeoutMs: 300_000,
      env: { ...process.env, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    },
  );
  if (code === 0) return { engine, provider: `${version} (downloaded)` };
  return { skipped: `no ${PLUGIN} on PATH, and the CLI could not download it: ${failure ?? lastLine(stderr)}` };
}

async function versionOf(plugin: string): Promise<string> {
  const { stdout } = await runProcess(plugin, ["-version"], { timeoutMs: 60_000 });
  return stdout.trim() || "unknown version";
}
