import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { readRuntimeOptions } from "../../../automation/engine/runtime-options";
import { prepareWorkspace } from "../../../automation/engine/workspace";

describe("prepareWorkspace", () => {
  let root: string;
  let project: string;
  let folder: string;
  const put = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(project, file)), { recursive: true });
    await writeFile(path.join(project, file), text);
  };
  const copy = (file: string): Promise<string> => readFile(path.join(folder, file), "utf8");

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), "workspace-")));
    project = path.join(root, "project");
    folder = path.join(root, "project", ".privatelink", "demo");
    await put("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    await put("Pulumi.a.yaml", "# keep me\nconfig:\n  p:protect: true\n");
    await put("index.ts", "export {};\n");
    await put("stacks/one.ts", "export {};\n");
    await put("node_modules/@pulumi/pulumi/package.json", "{}");
  });
  afterEach(() => rm(root, { recursive: true }));

  it("links the sources and copies what the engine writes to", async () => {
    await prepareWorkspace(project, folder, [{ name: "a" }]);
    const entries = await readdir(folder, { withFileTypes: true });
    const kinds = entries.map((entry) => [entry.name, entry.isSymbolicLink() ? "link" : "file"]);
    expect(Object.fromEntries(kinds)).to.deep.equal({
      "Pulumi.yaml": "file",
      "Pulumi.a.yaml": "file",
      "index.ts": "link",
      stacks: "link",
      node_modules: "link",
    });
    expect(await realpath(path.join(folder, "index.ts"))).to.equal(path.join(project, "index.ts"));
    expect(await copy("Pulumi.a.yaml")).to.equal("# keep me\nconfig:\n  p:protect: true\n");
  });

  it("edits the copy of a stack file only", async () => {
    await prepareWorkspace(project, folder, [
      { name: "a", edit: (file) => file.setIn(["config", "p:protect"], false) },
    ]);
    expect(await copy("Pulumi.a.yaml")).to.equal("# keep me\nconfig:\n  p:protect: false\n");
    expect(await readFile(path.join(project, "Pulumi.a.yaml"), "utf8")).to.contain("p:protect: true");
  });

  it("starts a stack that the project has no file for from an empty one", async () => {
    await prepareWorkspace(project, folder, [{ name: "b", edit: (file) => file.setIn(["config", "p:x"], 1) }]);
    expect(await copy("Pulumi.b.yaml")).to.equal("config: { p:x: 1 }\n");
  });

  it("keeps the salt that the engine wrote, and takes up what has changed in the project", async () => {
    await prepareWorkspace(project, folder, [{ name: "a" }]);
    await writeFile(path.join(folder, "Pulumi.a.yaml"), "encryptionsalt: v1:abc\nconfig: {}\n");
    await put("Pulumi.a.yaml", "config:\n  p:protect: false\n");
    await put("lib.ts", "export {};\n");
    await rm(path.join(project, "stacks"), { recursive: true });
    await prepareWorkspace(project, folder, [{ name: "a" }]);
    expect(await copy("Pulumi.a.yaml")).to.equal("config:\n  p:protect: false\nencryptionsalt: v1:abc\n");
    expect((await readdir(folder)).sort()).to.deep.equal(
      ["Pulumi.a.yaml", "Pulumi.yaml", "index.ts", "lib.ts", "node_modules"].sort(),
    );
  });

  it("takes stack files from the folder that the project keeps them in, and puts the copies beside Pulumi.yaml", async () => {
    await put("Pulumi.yaml", "name: p\nruntime: nodejs\nstackConfigDir: config\n");
    await put("config/Pulumi.b.yaml", "config:\n  p:size: 1\n");
    const file = path.join(project, "config", "Pulumi.b.yaml");
    await prepareWorkspace(project, folder, [{ name: "b", file }]);
    expect(await copy("Pulumi.yaml")).to.equal("name: p\nruntime: nodejs\n");
    expect(await copy("Pulumi.b.yaml")).to.equal("config:\n  p:size: 1\n");
  });

  it("does not touch a copy that is right, because an engine may be reading it", async () => {
    await prepareWorkspace(project, folder, [{ name: "a" }]);
    const before = await stat(path.join(folder, "Pulumi.a.yaml"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await prepareWorkspace(project, folder, [{ name: "a" }]);
    expect((await stat(path.join(folder, "Pulumi.a.yaml"))).mtimeMs).to.equal(before.mtimeMs);
  });

  it("takes the modules of a folder above when the project has none", async () => {
    const inner = path.join(project, "examples", "consumer");
    await put("examples/consumer/Pulumi.yaml", "name: c\nruntime: nodejs\n");
    await put("examples/consumer/node_modules/.bin/x", "");
    await prepareWorkspace(inner, folder, []);
    expect(await realpath(path.join(folder, "node_modules"))).to.equal(path.join(project, "node_modules"));
  });

  it("says what to do when nothing is installed", async () => {
    await rm(path.join(project, "node_modules"), { recursive: true });
    const message = await prepareWorkspace(project, folder, []).catch((error: Error) => error.message);
    expect(message).to.equal(`@pulumi/pulumi is not installed for ${project}: run npm ci first.`);
  });

  it("reads the runtime options of a project, and finds none in the short form", async () => {
    expect(await readRuntimeOptions(project)).to.deep.equal({});
    await put(
      "Pulumi.yaml",
      "name: p\nruntime:\n  name: nodejs\n  options: { tsconfig: t.json, packagemanager: npm }\n",
    );
    expect(await readRuntimeOptions(project)).to.deep.equal({ tsconfig: "t.json" });
  });
});
