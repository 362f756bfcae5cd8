import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
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

/** Runs the command without anybody who reads one of its streams; gives its exit code. */
export async function unread(stream: "stdout" | "stderr", args: readonly string[], cwd: string): Promise<unknown> {
  const env = { ...process.env, NODE_OPTIONS: "" };
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  child[stream].destroy();
  child[stream === "stdout" ? "stderr" : "stdout"].resume();
  const [code] = await once(child, "exit");
  return code;
}

/** A copy of the fixture project in a temporary folder. */
export function projectCopy(cleanUp: (remove: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "privatelink-")));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FIXTURE, folder, { recursive: true });
  return folder;
}
