import { readdir, stat } from "node:fs/promises";
import * as path from "node:path";
import { lastLine, runProcess } from "./engine/processes";

const SOURCES = ["components", "functions", "stacks/outputs.ts", "tsconfig.json", "tsconfig.build.json"];
const BUILT = "dist/components/index.js";
const TIMEOUT_MS = 300_000;

/**
 * Builds `dist`, by which examples import the package as its users do, unless it is as new as the sources. Returns
 * whether it had to. Types are not checked here; `npm test` does that.
 */
export async function buildPackage(root: string): Promise<boolean> {
  const built = await changedAt(path.join(root, BUILT));
  const changed = await Promise.all(SOURCES.map((source) => changedAt(path.join(root, source))));
  // An installed package has its dist and no sources.
  if (built > 0 && Math.max(...changed) <= built) return false;
  const tsc = require.resolve("typescript/bin/tsc", { paths: [root, __dirname] });
  const args = [tsc, "-p", "tsconfig.build.json", "--noCheck"];
  const result = await runProcess(process.execPath, args, { cwd: root, timeoutMs: TIMEOUT_MS });
  if (result.code !== 0) {
    throw new Error(`The package cannot be built: ${result.failure ?? lastLine(result.stdout + result.stderr)}`);
  }
  if ((await changedAt(path.join(root, "functions"))) > 0) await buildFunctionOf(root);
  return true;
}

async function buildFunctionOf(root: string): Promise<void> {
  // Not before it is needed: the bundler takes long to load.
  const { buildFunction } = await import("../functions/build.js");
  buildFunction(root);
}

/** When a file, or the newest file below a folder, was changed; 0 where there is none. */
async function changedAt(place: string): Promise<number> {
  try {
    const found = await stat(place);
    if (!found.isDirectory()) return found.mtimeMs;
    const names = await readdir(place);
    return Math.max(found.mtimeMs, ...(await Promise.all(names.map((name) => changedAt(path.join(place, name))))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}
