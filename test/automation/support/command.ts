import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Folder of this package. */
export const PACKAGE = path.resolve(__dirname, "..", "..", "..");

const LAUNCHER = path.join(PACKAGE, "bin", "privatelink.js");
const FIXTURE = path.join(PACKAGE, "test", "automation", "fixtures", "project");

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end, whatever that is. */
export function privatelink(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, NODE_OPTIONS: "", ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [LAUNCHER, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
      else reject(error);
    });
  });
}

/** A copy of the fixture project in a temporary folder. */
export function projectCopy(cleanUp: (remove: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "privatelink-")));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FIXTURE, folder, { recursive: true });
  return folder;
}
