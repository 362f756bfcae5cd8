import path from "node:path";
import { expect } from "chai";
import { build } from "esbuild";
import manifest from "../../package.json";

const ROOT = path.resolve(__dirname, "../..");

describe("the package as npm packs it", () => {
  it("has every source that the command and the program are made of", async () => {
    const { metafile } = await build({
      entryPoints: [path.join(ROOT, "automation/cli.ts"), path.join(ROOT, "index.ts")],
      absWorkingDir: ROOT,
      outdir: ROOT,
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      packages: "external",
      logLevel: "silent",
    });
    const sources = Object.keys(metafile.inputs);
    expect(sources).to.include.members(["automation/validate/validate.ts", "stacks/provider.ts", "sandbox/cloud.ts"]);
    const packed = new Set(["package.json", ...manifest.files]);
    expect(sources.filter((file) => !packed.has(file) && !packed.has(String(file.split("/")[0])))).to.deep.equal([]);
  });
});
