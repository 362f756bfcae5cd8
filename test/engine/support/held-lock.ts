import { mkdir, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { ManyRegions } from "../../support/many-regions";

/** Who holds a stack, as engines tell of it, and what lets go of it. */
export interface HeldLock {
  /** For example `maria@build-7 (process 4711) since 2026-11-21T09:30:00Z`. */
  readonly holder: string;
  release(): Promise<void>;
}

/** Locks a stack as another process does that works on it in the same backend: this one, which stays for as long. */
export async function holdLock({ folder, project }: ManyRegions, stack: string): Promise<HeldLock> {
  const locks = path.join(folder, "world", "state", ".pulumi", "locks", "organization", project.name, stack);
  const file = path.join(locks, "0ddba11-of-the-test.json");
  const lock = { pid: process.pid, username: "maria", hostname: os.hostname(), timestamp: "2026-11-21T09:30:00Z" };
  await mkdir(locks, { recursive: true });
  await writeFile(file, JSON.stringify(lock));
  return {
    holder: `${lock.username}@${lock.hostname} (process ${lock.pid}) since ${lock.timestamp}`,
    release: () => rm(file),
  };
}
