import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { writeWhole } from "../../../automation/stacks/write-whole";
import { CleanUp, folderWith } from "../support/folder";

describe("writeWhole", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  it("lets nobody read a file who may not read it now", async () => {
    const folder = folderWith({ "Pulumi.a.yaml": "old" }, cleanUp.add);
    const file = path.join(folder, "Pulumi.a.yaml");
    for (const mode of [0o600, 0o664]) {
      chmodSync(file, mode);
      await writeWhole(file, `new ${mode}`);
      expect(statSync(file).mode & 0o777).to.equal(mode);
      expect(readFileSync(file, "utf8")).to.equal(`new ${mode}`);
    }
    expect(readdirSync(folder)).to.deep.equal(["Pulumi.a.yaml"]);
  });

  it("writes what a link leads to", async () => {
    const folder = folderWith({ "shared/Pulumi.a.yaml": "old" }, cleanUp.add);
    const link = path.join(folder, "Pulumi.a.yaml");
    symlinkSync(path.join("shared", "Pulumi.a.yaml"), link);
    await writeWhole(link, "new");
    expect(lstatSync(link).isSymbolicLink()).to.equal(true);
    expect(readFileSync(path.join(folder, "shared", "Pulumi.a.yaml"), "utf8")).to.equal("new");
  });

  it("makes a file that is new, and leaves nothing behind where it cannot", async () => {
    const folder = folderWith({}, cleanUp.add);
    await writeWhole(path.join(folder, "new"), "text");
    const error = await writeWhole(path.join(folder, "none", "new"), "text").catch((thrown: Error) => thrown.message);
    expect(error).to.include("ENOENT");
    expect(readdirSync(folder)).to.deep.equal(["new"]);
  });
});
