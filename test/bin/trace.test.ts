import path from "node:path";
import { expect } from "chai";
import * as esbuild from "esbuild";
import { CleanUp, folderWith, write } from "../automation/support/folder";

const { trace } = require("../../bin/lib/trace.js") as { trace(stack: string): string };

const cleanUp = new CleanUp();

describe("trace", () => {
  afterEach(cleanUp.all);

  it("puts the places of the sources for those of a bundle that has a map, and leaves others", async () => {
    const root = folderWith(
      { "src/one.ts": "\n\nexport const one: number = 1;\nthrow new Error('x');\n" },
      cleanUp.add,
    );
    const built = await esbuild.build({
      entryPoints: [path.join(root, "src", "one.ts")],
      bundle: true,
      write: false,
      format: "cjs",
      sourcemap: "external",
      sourceRoot: root,
      outdir: root,
    });
    const texts = new Map(built.outputFiles.map((file) => [path.basename(file.path), file.text]));
    write(root, { "out.js": texts.get("one.js") ?? "", "out.js.map": texts.get("one.js.map") ?? "" });
    const lines = (texts.get("one.js") ?? "").split("\n");
    const line = lines.findIndex((text) => text.startsWith("throw"));
    const bundle = path.join(root, "out.js");
    expect(
      trace(`Error: x\n    at f (${bundle}:${line + 1}:7)\n    at ${root}/none.js:1:2\n    at node:vm:3:4`),
    ).to.equal(
      `Error: x\n    at f (${path.join(root, "src", "one.ts")}:4:7)\n    at ${root}/none.js:1:2\n    at node:vm:3:4`,
    );
  });
});
