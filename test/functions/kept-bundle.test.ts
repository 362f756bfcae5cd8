import { utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { bundleOf } from "../../functions/bundle";
import { keptBundle } from "../../functions/kept-bundle";
import { CleanUp, folderWith } from "../automation/support/folder";

const cleanUp = new CleanUp();

/** Puts the time of files back, as they are when nobody has written them just now. */
function settle(...files: readonly string[]): void {
  const before = new Date(Date.now() - 60_000);
  for (const file of files) utimesSync(file, before, before);
}

describe("functions/kept-bundle", function () {
  this.timeout(30_000);

  let entry: string;
  let part: string;

  beforeEach(() => {
    const root = folderWith(
      {
        "index.ts": 'import { said } from "./part";\nexport const handler = () => said;\n',
        "part.ts": 'export const said: string = "first";\n',
      },
      cleanUp.add,
    );
    entry = path.join(root, "index.ts");
    part = path.join(root, "part.ts");
    settle(entry, part);
  });
  afterEach(cleanUp.all);

  it("is the bundle, the first time and every other", () => {
    const { code } = bundleOf(entry);
    expect([keptBundle(entry), keptBundle(entry)]).to.deep.equal([code, code]);
  });

  it("is made anew when any file changes that it was made from", () => {
    keptBundle(entry);
    writeFileSync(part, 'export const said: string = "second one";\n');
    settle(part);
    expect(keptBundle(entry)).to.include("second one").and.equal(bundleOf(entry).code);
  });

  it("is made anew when a file appears that an import finds instead", () => {
    keptBundle(entry);
    writeFileSync(path.join(path.dirname(entry), "part.tsx"), 'export const said: string = "instead";\n');
    expect(keptBundle(entry)).to.equal(bundleOf(entry).code);
  });

  it("is never older than a file that was written while it was read", () => {
    writeFileSync(part, 'export const said: string = "just now";\n');
    expect(keptBundle(entry)).to.include("just now");
    writeFileSync(part, 'export const said: string = "even now";\n');
    expect(keptBundle(entry)).to.include("even now");
  });
});
