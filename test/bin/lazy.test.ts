import path from "node:path";
import { expect } from "chai";
import * as esbuild from "esbuild";
import { CleanUp, folderWith } from "../automation/support/folder";

const { lazyModules } = require("../../bin/lib/lazy.js") as { lazyModules: esbuild.Plugin };

const cleanUp = new CleanUp();

/** Evaluates a bundle of the sources with `execa` as a lazy package of the given code. */
async function evaluated(execa: string, main: string): Promise<Record<string, unknown>> {
  const root = folderWith(
    { "main.js": main, "node_modules/execa/index.js": execa, "node_modules/execa/package.json": '{"name":"execa"}' },
    cleanUp.add,
  );
  const built = await esbuild.build({
    entryPoints: [path.join(root, "main.js")],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
    plugins: [lazyModules],
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", built.outputFiles[0]?.text ?? "")(module, module.exports, require);
  return module.exports;
}

describe("a lazy module", () => {
  afterEach(cleanUp.all);

  it("is evaluated when it is first touched, once", async () => {
    const { before, value, again, loads } = await evaluated(
      "globalThis.loads = (globalThis.loads ?? 0) + 1; exports.value = 7;",
      `globalThis.loads = 0; const lazy = require("execa"); exports.before = globalThis.loads;
       exports.value = lazy.value; exports.again = lazy.value; exports.loads = globalThis.loads;`,
    );
    expect([before, value, again, loads]).to.deep.equal([0, 7, 7, 1]);
  });

  it("is called, constructed, listed and asked for keys like the module itself", async () => {
    const { called, made, keys, has } = await evaluated(
      "module.exports = function f(x) { if (new.target) this.x = x; else return x + 1; }; module.exports.extra = 1;",
      `const lazy = require("execa"); exports.called = lazy(1); exports.made = new lazy(2).x;
       exports.keys = Object.keys(lazy).includes("extra"); exports.has = ["extra" in lazy, "none" in lazy];`,
    );
    expect([called, made, keys, has]).to.deep.equal([2, 2, true, [true, false]]);
  });

  it("is its own default export where it is not compiled from an ES module, and has its default where it is", async () => {
    const main = 'import x from "execa"; export const seen = x.kind;';
    expect((await evaluated('exports.kind = "module";', main)).seen).to.equal("module");
    const compiled = 'exports.__esModule = true; exports.default = { kind: "default" };';
    expect((await evaluated(compiled, main)).seen).to.equal("default");
  });
});
