import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { LockHeld, takeLock, withLock } from "../../../automation/engine/lock";

/** An id that no process has: larger than any system gives. */
const DEAD = 2 ** 30;

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
    await Promise.all([1, 2, 3].map(() => withLock(file, { timeoutMs: 60_000, pollMs: 5 }, work)));
    expect(most).to.equal(1);
  });

  it("leaves no file behind, also when the work fails", async () => {
    const failed = await withLock(file, { timeoutMs: 0 }, () => Promise.reject(new Error("no disk"))).catch(String);
    expect(failed).to.equal("Error: no disk");
    expect(await readdir(path.dirname(file))).to.deep.equal([]);
  });

  it("takes over from a process that died", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, String(DEAD));
    expect(await withLock(file, { timeoutMs: 0 }, () => Promise.resolve("done"))).to.equal("done");
  });

  it("lets one process at a time take over from one that died, however many find it dead", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    let inside = 0;
    const together: number[] = [];
    const work = async (): Promise<void> => {
      together.push(++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };
    for (let round = 0; round < 20; round++) {
      await writeFile(file, `${DEAD} ${round}`);
      // A little later each, so that some find the dead lock when others have just taken its place.
      const tries = Array.from({ length: 8 }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, index / 2));
        await withLock(file, { timeoutMs: 0 }, work);
      });
      await Promise.allSettled(tries);
    }
    expect(together.length).to.be.at.least(20);
    expect(new Set(together)).to.deep.equal(new Set([1]));
    expect(await readdir(path.dirname(file))).to.deep.equal([]);
  });

  it("takes over what a process left that died while it took over", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    const text = `${DEAD} first`;
    await writeFile(file, text);
    await writeFile(`${file}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}`, `${DEAD} second`);
    expect(await withLock(file, { timeoutMs: 0 }, () => Promise.resolve("done"))).to.equal("done");
    expect(await readdir(path.dirname(file))).to.deep.equal([]);
  });

  it("takes over from a process that had the id which this one has now, as in a container that was started again", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, `${process.pid} of another life`);
    expect(await withLock(file, { timeoutMs: 0 }, () => Promise.resolve("done"))).to.equal("done");
  });

  it("takes a lock that names no process", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, "");
    expect(await withLock(file, { timeoutMs: 0 }, () => Promise.resolve("done"))).to.equal("done");
  });

  it("tells who holds the lock while it waits, and gives up after the time limit", async () => {
    await withLock(file, { timeoutMs: 0 }, () => Promise.resolve());
    await writeFile(file, String(process.ppid));
    const holders: number[] = [];
    const waiting = withLock(file, { timeoutMs: 100, pollMs: 10, onWait: (holder) => holders.push(holder) }, () =>
      Promise.resolve("done"),
    );
    const message = await waiting.catch((error: Error) => error.message);
    expect(message).to.equal(`process ${process.ppid} has held ${file} for too long`);
    expect(new Set(holders)).to.deep.equal(new Set([process.ppid]));
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
