import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { buildArtifact } from "../../automation/artifact";

/** A time that no file written by a test has. */
const LONG_AGO = new Date("2001-01-01");

describe("buildArtifact", () => {
  let home: string;
  let dir: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), "artifact-"));
    dir = path.join(home, "service");
    await mkdir(dir);
    await writeFile(path.join(dir, "package.json"), '{ "name": "greeter", "main": "main.ts" }');
    await writeFile(path.join(dir, "main.ts"), 'import { text } from "./text";\nconsole.log(text as string);\n');
    await writeFile(path.join(dir, "text.ts"), 'export const text = "hello";\n');
  });

  afterEach(() => rm(home, { recursive: true }));

  const mtime = async (file: string) => (await stat(file)).mtimeMs;
  const edit = (file: string, text: string) => writeFile(path.join(dir, file), text);

  function run(archive: string): string {
    const out = path.join(home, "unpacked");
    execFileSync("mkdir", ["-p", out]);
    execFileSync("tar", ["-xzf", archive, "-C", out]);
    return execFileSync("node", ["server.js"], { cwd: out, encoding: "utf8" });
  }

  it("packs one file, server.js, that runs without anything beside it", async () => {
    const artifact = await buildArtifact(dir);
    expect(artifact.path).to.equal(path.join(dir, "dist", "greeter.tar.gz"));
    expect(execFileSync("tar", ["-tzf", artifact.path], { encoding: "utf8" })).to.equal("server.js\n");
    expect(run(artifact.path)).to.equal("hello\n");
  });

  it("tells the SHA-256 of the file", async () => {
    const artifact = await buildArtifact(dir);
    const digest = createHash("sha256")
      .update(await readFile(artifact.path))
      .digest("hex");
    expect(artifact.sha256).to.equal(digest);
  });

  it("gives the same bytes for the same sources in another folder, from another working directory", async () => {
    const first = await buildArtifact(dir);
    const copy = path.join(home, "elsewhere", "copy");
    await cp(dir, copy, { recursive: true, filter: (source) => !source.endsWith("dist") });
    const before = process.cwd();
    process.chdir(home);
    try {
      const second = await buildArtifact(path.join("elsewhere", "copy"));
      expect(second).to.deep.equal({ path: path.join(copy, "dist", "greeter.tar.gz"), sha256: first.sha256 });
      expect((await readFile(second.path)).equals(await readFile(first.path))).to.equal(true);
    } finally {
      process.chdir(before);
    }
  });

  it("leaves the archive alone while the sources are the same", async () => {
    const first = await buildArtifact(dir);
    const written = await mtime(first.path);
    await edit("text.ts", 'export const text = "hello";\n');
    expect(await buildArtifact(dir)).to.deep.equal(first);
    expect(await mtime(first.path)).to.equal(written);
  });

  it("builds again when a file that the entry imports changes, although its time does not tell", async () => {
    const first = await buildArtifact(dir);
    await edit("text.ts", 'export const text = "good day";\n');
    execFileSync("touch", ["-d", LONG_AGO.toISOString(), path.join(dir, "text.ts")]);
    const second = await buildArtifact(dir);
    expect(second.sha256).to.not.equal(first.sha256);
    expect(run(second.path)).to.equal("good day\n");
  });

  it("builds again when the archive is gone or damaged, with the same hash", async () => {
    const first = await buildArtifact(dir);
    await rm(first.path);
    expect(await buildArtifact(dir)).to.deep.equal(first);
    await writeFile(first.path, "damaged");
    expect(await buildArtifact(dir)).to.deep.equal(first);
    expect(run(first.path)).to.equal("hello\n");
  });

  it("builds again when an import is gone, and says what is missing", async () => {
    await buildArtifact(dir);
    await rm(path.join(dir, "text.ts"));
    const error = await buildArtifact(dir).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain('main.ts:1:21: ERROR: Could not resolve "./text"');
  });

  it("may be called several times at once and leaves nothing but the archive and its stamp", async () => {
    const all = await Promise.all([buildArtifact(dir), buildArtifact(dir), buildArtifact(dir)]);
    expect(new Set(all.map((artifact) => artifact.sha256)).size).to.equal(1);
    expect((await readdir(path.join(dir, "dist"))).sort()).to.deep.equal(["greeter.inputs.json", "greeter.tar.gz"]);
  });

  it("demands a name and an entry in package.json", async () => {
    await edit("package.json", '{ "name": "greeter" }');
    const error = await buildArtifact(dir).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.equal(
      `${path.join(dir, "package.json")} must say \`name\` and \`main\`, the file that starts the service.`,
    );
  });
});
