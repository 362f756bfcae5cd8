import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { approvalCodeIn } from "../../functions/approval-code";

describe("the code of the function", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "package-"));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function put(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }

  it("is the built one beside a build", () => {
    put("dist/functions/connection-approval/index.js", "built");
    expect(approvalCodeIn(path.join(root, "dist/functions"))).to.equal("built");
  });

  it("is the built one in a package that has the sources of its components only", () => {
    put("dist/functions/connection-approval/index.js", "built");
    expect(approvalCodeIn(path.join(root, "functions"))).to.equal("built");
  });

  it("is bundled from the source where that is, though something older was built", () => {
    put("dist/functions/connection-approval/index.js", "built");
    put("functions/connection-approval/index.ts", "export const handler = async () => 'from the source';");
    expect(approvalCodeIn(path.join(root, "functions"))).to.contain('"from the source"');
  });

  it("that is nowhere is an error that says where it was looked for", () => {
    const functions = path.join(root, "functions");
    const [first, second] = [
      path.join(functions, "connection-approval/index.js"),
      path.join(root, "dist/functions/connection-approval/index.js"),
    ];
    expect(() => approvalCodeIn(functions)).to.throw(
      `The function's code is neither at ${first} nor at ${second}; the build of the package puts it there.`,
    );
  });
});
