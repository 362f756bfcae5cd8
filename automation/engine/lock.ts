import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 500;

/** The locks that this process has: one with its id and of none of them was left by another one, which had the id before. */
const held = new Set<string>();

/** Another process did not let go of a lock in time. */
export class LockHeld extends Error {
  constructor(
    file: string,
    readonly holder: number,
  ) {
    super(`process ${holder} has held ${file} for too long`);
    this.name = "LockHeld";
  }
}

export interface LockOptions {
  /** Milliseconds to wait for another process before giving up. */
  readonly timeoutMs: number;
  /** Milliseconds between two looks at the lock of another process. Defaults to 500. */
  readonly pollMs?: number;
  /** Called at each look while another process holds the lock. */
  readonly onWait?: (holder: number) => void;
}

/**
 * Takes a lock file for this process, and returns what lets go of it. One that a process left that died is taken over.
 * Throws a {@link LockHeld} when another process does not let go in time.
 */
export async function takeLock(file: string, options: LockOptions): Promise<() => Promise<void>> {
  await mkdir(path.dirname(file), { recursive: true });
  const deadline = Date.now() + options.timeoutMs;
  const own = `${process.pid} ${randomUUID()}`;
  held.add(own);
  const forget = async (): Promise<void> => {
    await rm(file, { force: true });
    held.delete(own);
  };
  try {
    while (!(await take(file, own))) {
      const holder = await holderOf(file);
      if (holder === undefined) continue;
      if (!isHeld(holder)) await removeDead(file, holder, options);
      else {
        if (Date.now() >= deadline) throw new LockHeld(file, holder.pid);
        options.onWait?.(holder.pid);
        await sleep(options.pollMs ?? POLL_MS);
      }
    }
    return forget;
  } catch (error) {
    held.delete(own);
    throw error;
  }
}

/**
 * Runs `work` while no other process on this machine runs it under the same lock file. The lock only saves double work:
 * what is made under it must be put in place atomically, so that a lock left by a process that died can simply be taken.
 */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(file, options);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** A link appears with its content at once, so that nobody ever reads a lock without a holder. */
async function take(file: string, content: string): Promise<boolean> {
  const own = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(own, content);
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

interface Holder {
  readonly pid: number;
  /** What the lock has in it: another one each time that it is taken. */
  readonly content: string;
}

function isHeld({ pid, content }: Holder): boolean {
  return pid === process.pid ? held.has(content) : isAlive(pid);
}

/**
 * Removes the lock of a process that died, and never that of whoever has taken it since: under a lock of its own, nobody
 * else can remove the dead one between the look and the removal.
 */
async function removeDead(file: string, dead: Holder, options: LockOptions): Promise<void> {
  const key = createHash("sha256").update(dead.content).digest("hex").slice(0, 16);
  const release = await takeLock(`${file}.${key}`, options);
  try {
    if ((await holderOf(file))?.content === dead.content) await rm(file);
  } finally {
    await release();
  }
}

async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    const content = await readFile(file, "utf8");
    return { pid: Number.parseInt(content, 10), content };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a process of this machine is there. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
