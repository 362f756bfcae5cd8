import { readdir, readFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refused } from "../terminal/refused";
import { runProcess } from "./processes";

const POLL_MS = 100;

/** Longer than an engine needs to give up what it is doing, without its provider. */
const PATIENCE_MS = 60_000;

/** Who holds a lock of a backend in a folder. */
interface Holder {
  readonly pid: number;
  readonly stack: string;
}

/**
 * Brings the engines to an end that hold locks of a backend in a folder, and waits until they have written what they did.
 * An engine goes on when the process that started it is killed; here its sandbox has ended with that process.
 * @param locks the folder of the backend's locks, which need not be there
 */
export async function endEngines(locks: string): Promise<void> {
  for (const holder of await holders(locks)) {
    if (!(await isEngine(holder))) continue;
    process.kill(holder.pid, "SIGINT");
    const deadline = Date.now() + PATIENCE_MS;
    while (await isEngine(holder)) {
      if (Date.now() > deadline) {
        throw new Refused(
          `Process ${holder.pid}, an engine that an earlier run has left behind, still works on ${holder.stack}: end it, and try again.`,
        );
      }
      await sleep(POLL_MS);
    }
  }
}

/** Locks of other machines are left out: whose process that is cannot be known here, and nobody else's may be ended. */
async function holders(locks: string): Promise<Holder[]> {
  const found: Holder[] = [];
  for (const file of await filesBelow(locks)) {
    const lock = parsed(await readFile(file, "utf8"));
    if (lock?.hostname !== os.hostname() || typeof lock.pid !== "number") continue;
    found.push({ pid: lock.pid, stack: path.basename(path.dirname(file)) });
  }
  return found;
}

/** An engine that was killed while it wrote its lock has left half of it. */
function parsed(lock: string): { readonly pid?: unknown; readonly hostname?: unknown } | undefined {
  try {
    return JSON.parse(lock) as { readonly pid?: unknown; readonly hostname?: unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a process is still the one that took the lock: numbers are given out again. */
async function isEngine({ pid, stack }: Holder): Promise<boolean> {
  const [file = "", ...args] = await commandOf(pid);
  return path.basename(file).startsWith("pulumi") && args[args.indexOf("--stack") + 1] === stack;
}

/** The command line of a process; empty when it has ended. */
async function commandOf(pid: number): Promise<string[]> {
  if (process.platform === "linux") {
    try {
      return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
    } catch (error) {
      if (/^(ENOENT|ESRCH)$/.test((error as NodeJS.ErrnoException).code ?? "")) return [];
      throw error;
    }
  }
  const { stdout } = await runProcess("ps", ["-o", "command=", "-p", String(pid)], { timeoutMs: 10_000 });
  return stdout.trim().split(/\s+/);
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
