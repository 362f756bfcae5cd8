import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { endEngines } from "../../../automation/engine/left-behind";

/** What it does to a real engine is tested with one: test/engine/sandbox-place.test.ts. */
describe("endEngines", () => {
  let folder: string;
  let interrupted = 0;
  const count = (): void => void interrupted++;
  const lock = async (text: string): Promise<void> => {
    const below = path.join(folder, "organization", "p", "s");
    await mkdir(below, { recursive: true });
    await writeFile(path.join(below, "1.json"), text);
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "left-behind-"));
    interrupted = 0;
    process.on("SIGINT", count);
  });
  afterEach(async () => {
    process.off("SIGINT", count);
    await rm(folder, { recursive: true });
  });

  it("has nothing to do where there is no lock", async () => {
    await endEngines(folder);
    await endEngines(path.join(folder, "not there"));
  });

  it("has nothing to do with a process that is gone, or with half a lock", async () => {
    // Above the largest number that Linux gives to a process.
    await lock(JSON.stringify({ pid: 4194305, hostname: os.hostname() }));
    await endEngines(folder);
    await lock('{"pi');
    await endEngines(folder);
  });

  it("lets a process alone that only has the number of an engine, or is on another machine", async () => {
    for (const hostname of [os.hostname(), "elsewhere"]) {
      await lock(JSON.stringify({ pid: process.pid, hostname }));
      await endEngines(folder);
    }
    expect(interrupted).to.equal(0);
  });
});
