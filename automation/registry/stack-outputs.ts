import * as path from "node:path";
import { EngineSource } from "../engine/engine";
import { findEngine } from "../engine/find";
import { CLI } from "../engine/installed";
import { lastLine, runProcess } from "../engine/processes";

/** Outputs of a stack by name, `[secret]` in place of secret ones; or why there are none, as one clause. */
export type StackOutputsLookup = { readonly outputs: Readonly<Record<string, unknown>> } | { readonly reason: string };

export type ReadStackOutputs = (stack: string) => Promise<StackOutputsLookup>;

/** A backend that does not answer must not keep a command for ever. */
const TIMEOUT_MS = 60_000;

/**
 * Reads outputs of the user's own stacks: from the backend that the engine is logged in to, by `pulumi stack output`.
 * Engines that are there already are used; none is downloaded or built for it.
 * @param root folder of the project
 */
export function stackOutputsOf(root: string, env: NodeJS.ProcessEnv): ReadStackOutputs {
  let engine: ReturnType<typeof findEngine> | undefined;
  return async (stack) => {
    engine ??= findEngine({ searchPath: env.PATH ?? "", sources: [EngineSource.Path, EngineSource.Cache] });
    const lookup = await engine;
    if (lookup.engine === undefined) return { reason: `its outputs cannot be read without the Pulumi engine` };
    const { binFolder } = lookup.engine;
    const args = [
      "stack",
      "output",
      "--json",
      "--stack",
      stack,
      "--cwd",
      root,
      "--non-interactive",
      "--color",
      "never",
    ];
    const searchPath = [binFolder, env.PATH ?? ""].join(path.delimiter);
    const { code, stdout, stderr, failure } = await runProcess(path.join(binFolder, CLI), args, {
      cwd: root,
      env: { ...env, PATH: searchPath, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeoutMs: TIMEOUT_MS,
    });
    if (code !== 0) return { reason: `pulumi stack output: ${failure ?? withRemedy(errorIn(stderr))}` };
    return { outputs: JSON.parse(stdout) as Record<string, unknown> };
  };
}

/** The engine that is not logged in, or no longer, says so in several ways. */
const NOT_LOGGED_IN = /PULUMI_ACCESS_TOKEN|log(?:ged)? ?in|login|unauthorized|invalid access token|credentials/i;

function withRemedy(error: string): string {
  return NOT_LOGGED_IN.test(error) ? `${error}; run pulumi login first` : error;
}

/** What the engine says is wrong: the line of the error, otherwise the last one. */
function errorIn(stderr: string): string {
  const line = stderr.split("\n").find((each) => each.startsWith("error: ")) ?? lastLine(stderr);
  return line.replace(/^error: /, "").replace(/\.$/, "");
}
