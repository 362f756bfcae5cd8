import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { tarGz } from "../../automation/archive";

describe("tarGz", () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "archive-"));
  });

  afterEach(() => rm(dir, { recursive: true }));

  it("makes an archive that tar unpacks, with sizes around a block and text that is not ASCII", async () => {
    const contents = [0, 1, 511, 512, 513, 40_000].map((size) => Buffer.alloc(size, "é"));
    const file = path.join(dir, "a.tar.gz");
    await writeFile(file, tarGz(contents.map((content, i) => ({ path: `part/${i}.bin`, content }))));
    execFileSync("tar", ["-xzf", file, "-C", dir]);
    for (const [i, content] of contents.entries()) {
      expect((await readFile(path.join(dir, `part/${i}.bin`))).equals(content), `entry ${i}`).to.equal(true);
    }
  });

  it("names root as owner, the epoch as time and mode 0644", async () => {
    const file = path.join(dir, "a.tar.gz");
    await writeFile(file, tarGz([{ path: "server.js", content: Buffer.from("1;") }]));
    const listing = execFileSync("tar", ["--numeric-owner", "--utc", "-tvzf", file], { encoding: "utf8" });
    expect(listing.trim().split(/\s+/)).to.deep.equal(["-rw-r--r--", "0/0", "2", "1970-01-01", "00:00", "server.js"]);
  });

  it("gives the same bytes in whatever order the entries come", () => {
    const entry = fc.record({ path: fc.stringMatching(/^[a-z]{1,20}$/), content: fc.uint8Array({ maxLength: 600 }) });
    const entries = fc.uniqueArray(entry, { selector: (e) => e.path, maxLength: 5 });
    const shuffled = entries.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(fc.property(shuffled, ([list, other]) => tarGz(list).equals(tarGz(other))));
  });

  it("does not tell the system or the compressor that made it", () => {
    const gzip = tarGz([{ path: "a", content: Buffer.alloc(4096) }]);
    expect([...gzip.subarray(3, 10)]).to.deep.equal([0, 0, 0, 0, 0, gzip[8], 255]);
    expect(gzip.length).to.be.greaterThan(4096);
  });

  it("refuses a name that tar would cut", () => {
    const name = `${"a".repeat(100)}b`;
    expect(() => tarGz([{ path: name, content: Buffer.alloc(0) }])).to.throw(
      `${name} is longer than the 100 bytes of a tar name`,
    );
  });
});
