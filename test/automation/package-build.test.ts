import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { buildPackage } from "../../automation/package-build";

const TSCONFIG = {
  compilerOptions: { module: "commonjs", target: "es2022", types: [], outDir: "dist", rootDir: ".", declaration: true },
  include: ["components"],
};

describe("buildPackage", () => {
  let root: string;
  const put = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "package-"));
    await put("tsconfig.build.json", JSON.stringify(TSCONFIG));
    await put("components/index.ts", "export const answer: number = 42;\n");
  });
  afterEach(() => rm(root, { recursive: true }));

  it("builds once, and again when a source has changed since", async () => {
    expect([await buildPackage(root), await buildPackage(root)]).to.deep.equal([true, false]);
    expect(await readFile(path.join(root, "dist/components/index.d.ts"), "utf8")).to.contain("answer: number");
    const later = new Date(Date.now() + 60_000);
    await utimes(path.join(root, "components/index.ts"), later, later);
    expect(await buildPackage(root)).to.equal(true);
  }).timeout(60_000);

  it("takes the dist of an installed package, which has no sources", async () => {
    await put("dist/components/index.js", "exports.answer = 42;\n");
    for (const source of ["components", "tsconfig.build.json"]) await rm(path.join(root, source), { recursive: true });
    expect(await buildPackage(root)).to.equal(false);
  });

  it("says why it cannot", async () => {
    await put("tsconfig.build.json", '{ "extends": "./nowhere.json" }');
    const message = await buildPackage(root).catch((error: Error) => error.message);
    expect(message).to.match(/^The package cannot be built: .*nowhere\.json/);
  }).timeout(60_000);
});
