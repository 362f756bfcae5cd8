import { mkdir, rm } from "node:fs/promises";
import * as path from "node:path";
import { EngineSource, type FailedAttempt, type OnEngineProgress } from "./engine";
import { putInPlace } from "./installed";
import { lastLine, runProcess } from "./processes";
import { timedStep } from "./progress";

/**
 * Runs `PulumiCommand.install` in a process of its own: it downloads without a time limit and leaves a shell and a curl
 * behind when its caller gives up, and a process can be ended with all that it started.
 */
const INSTALL = `
const [root, version] = process.argv.slice(1);
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = require("semver");
PulumiCommand.install({ root, version: new SemVer(version) }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;

export interface DownloadOptions {
  readonly version: string;
  /** Folder that will hold `bin/`. */
  readonly root: string;
  /** Defaults to 3 minutes. */
  readonly timeoutMs?: number;
  readonly onProgress?: OnEngineProgress;
}

/** Puts a downloaded engine into `root`; undefined when it did, else why not. */
export async function downloadEngine(options: DownloadOptions): Promise<FailedAttempt | undefined> {
  const { version, root } = options;
  const unpacked = `${root}.download-${process.pid}`;
  await mkdir(path.dirname(root), { recursive: true });
  const step = timedStep(`Downloading pulumi ${version} from get.pulumi.com (once)`, options.onProgress);
  try {
    const result = await runProcess(process.execPath, ["-e", INSTALL, unpacked, version], {
      cwd: __dirname,
      timeoutMs: options.timeoutMs ?? 180_000,
    });
    if (result.code !== 0) {
      const why = result.failure ?? (lastLine(result.stderr) || `exit code ${result.code}`);
      return { source: EngineSource.Download, reason: oneClause(why) };
    }
    await putInPlace(path.join(unpacked, "bin"), root);
    return undefined;
  } finally {
    step.end();
    await rm(unpacked, { recursive: true, force: true });
  }
}

function oneClause(text: string): string {
  return text.replace(/\.$/, "");
}
