import path from "node:path";
import { expect } from "chai";
import { ifThere, readIfThere } from "../../automation/if-there";
import { CleanUp, folderWith } from "./support/folder";

describe("a file that need not be there", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  it("is read where it is there, also when it is empty, and undefined where not", async () => {
    const folder = folderWith({ "some.txt": "text\n", "empty.txt": "" }, cleanUp.add);
    const read = ["some.txt", "empty.txt", "none.txt", "none/none.txt"].map((name) =>
      readIfThere(path.join(folder, name)),
    );
    expect(await Promise.all(read)).to.deep.equal(["text\n", "", undefined, undefined]);
  });

  it("is not taken for missing when something else is wrong", async () => {
    const folder = folderWith({ "some.txt": "text\n" }, cleanUp.add);
    const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch(({ code, message }) => code ?? message);
    expect(await codeOf(readIfThere(folder))).to.equal("EISDIR");
    expect(await codeOf(readIfThere(path.join(folder, "some.txt", "none.txt")))).to.equal("ENOTDIR");
    expect(await codeOf(ifThere(() => Promise.reject(new Error("broken"))))).to.equal("broken");
  });
});
