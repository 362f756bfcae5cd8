import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";

const ROOT = path.resolve(__dirname, "..", "..", "..");
/** What the definition of a command must not take the time to load. */
const HEAVY = /node_modules\/(@aws-sdk|@smithy|@pulumi|zod|csv-|yaml|luxon|listr2)|functions\/lib\/(registry|proof)/;

/** Files that have been loaded once a module has. */
function loadedBy(module: string): string[] {
  const script = `require("./automation/commands/${module}"); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ["--import", "tsx", "-e", script], { cwd: ROOT, encoding: "utf8" });
  return JSON.parse(output) as string[];
}

describe("the definition of a command", () => {
  for (const module of ["consumers", "prove", "rollout", "drift", "image", "region"]) {
    it(`loads neither the SDK nor the work: ${module}`, () => {
      const loaded = loadedBy(module);
      expect(loaded.some((file) => file.endsWith(`${module}.ts`))).to.equal(true);
      expect(loaded.filter((file) => HEAVY.test(file))).to.deep.equal([]);
    });
  }
});
