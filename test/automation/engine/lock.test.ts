import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { LockHeld, takeLock, withLock } from "../../../automation/engine/lock";

describe("withLock", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "lock-"));
    file = path.join(folder, "deep", "engine.lock");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("runs one piece of work at a time, and every one of them", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside++;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, { timeoutMs: 60_000 }, work)));
    expect(most).to.equal(1);
  });

  it("leaves no file behind, also when the work fails", async () => {
    const failed = await withLock(file, { timeoutMs: 0 }, () => Promise.reject(new Error("no disk"))).catch(String);
    expect(failed).to.equal("Error: no disk");
    expect(await readdir(path.dirname(file))).to.deep.equal([]);
  });

  it("takes over from a process that died", async () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, String(dead));
    expect(await withLock(file, { timeoutMs: 0 }, () => Promise.resolve("done"))).to.equal("done");
  });

  it("tells who holds the lock while it waits, and gives up after the time limit", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, String(process.pid));
    const holders: number[] = [];
    const waiting = withLock(file, { timeoutMs: 100, onWait: (holder) => holders.push(holder) }, () =>
      Promise.resolve("done"),
    );
    const message = await waiting.catch((error: Error) => error.message);
    expect(message).to.equal(`process ${process.pid} has held ${file} for too long`);
    expect(new Set(holders)).to.deep.equal(new Set([process.pid]));
  });
});

describe("takeLock", () => {
  it("holds the lock until it is let go of", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "lock-"));
    try {
      const file = path.join(folder, "deep", "place.lock");
      const release = await takeLock(file, { timeoutMs: 0 });
      const refused = await takeLock(file, { timeoutMs: 0 }).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(LockHeld).and.to.have.property("holder", process.pid);
      await release();
      await (await takeLock(file, { timeoutMs: 0 }))();
      expect(await readdir(path.dirname(file))).to.deep.equal([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
