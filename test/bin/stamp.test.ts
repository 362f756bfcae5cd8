import { mkdirSync, rmSync, utimesSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { CleanUp, folderWith, write } from "../automation/support/folder";

interface Stamp {
  readonly files: readonly (readonly [file: string, changed: number, size: number])[];
}

const { changedSince, holds, stamp } = require("../../bin/lib/stamp.js") as {
  changedSince(taken: Stamp, started: number): boolean;
  holds(taken: Stamp): boolean;
  stamp(files: readonly string[], sources: readonly string[]): Stamp;
};

const cleanUp = new CleanUp();

describe("the stamp of a build", () => {
  let root: string;
  let taken: Stamp;

  beforeEach(() => {
    root = folderWith({ "a.ts": "1", "lib/b.ts": "2", "lib/notes.txt": "" }, cleanUp.add);
    const sources = ["a.ts", "lib/b.ts"].map((name) => path.join(root, name));
    taken = JSON.parse(JSON.stringify(stamp([...sources, path.join(root, "lock.json")], sources)));
  });
  afterEach(cleanUp.all);

  it("holds while nothing changes, and when files appear that no import can find", () => {
    expect(holds(taken)).to.equal(true);
    write(root, { "lib/more.txt": "", "Pulumi.s.yaml": "", ".a.ts.swp": "" });
    mkdirSync(path.join(root, "lib", "deeper"));
    expect(holds(taken)).to.equal(true);
  });

  it("does not hold after a change of time or of size", () => {
    const file = path.join(root, "lib", "b.ts");
    utimesSync(file, 1000, 1000);
    expect(holds(taken)).to.equal(false);
    const again = stamp([file], []);
    write(root, { "lib/b.ts": "22" });
    utimesSync(file, 1000, 1000);
    expect(holds(again)).to.equal(false);
  });

  it("does not hold once a source is gone, a missing file is there, or a new source stands beside the others", () => {
    write(root, { "lock.json": "{}" });
    expect(holds(taken)).to.equal(false);
    rmSync(path.join(root, "lock.json"));
    expect(holds(taken)).to.equal(true);
    write(root, { "lib/c.json": "{}" });
    expect(holds(taken)).to.equal(false);
    rmSync(path.join(root, "lib", "c.json"));
    expect(holds(taken)).to.equal(true);
    rmSync(path.join(root, "lib"), { recursive: true });
    expect(holds(taken)).to.equal(false);
  });

  it("knows files that may have changed while they were read", () => {
    const times = taken.files.map(([, changed]) => changed);
    expect(changedSince(taken, Math.max(...times) + 1000)).to.equal(false);
    expect(changedSince(taken, Math.max(...times) - 1)).to.equal(true);
  });
});
