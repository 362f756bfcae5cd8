import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { type ImageWrite, pendingWrite, refuseOtherThan, writeImages } from "../../../automation/images/writing";

const SOURCE = { sourceId: "ami-0000000000000000a", sourceRegion: "us-east-1" };
const STACKS = ["us-east-1", "us-east-2", "eu-west-1"];

describe("stack files that get another AMI", () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), "privatelink-writing-")));
    for (const stack of STACKS) {
      writeFileSync(
        file(stack),
        `# ${stack}\nconfig:\n  aws:region: ${stack}\n  saas-privatelink:image:\n    # An example.\n    id: ami-00000000000000001\n\n  # Stays.\n  saas-privatelink:protect: true\n`,
      );
    }
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const file = (stack: string): string => path.join(root, `Pulumi.${stack}.yaml`);
  const texts = (): string[] => STACKS.map((stack) => readFileSync(file(stack), "utf8"));
  const writes = (): ImageWrite[] =>
    STACKS.map((stack) => ({ stack, file: file(stack), imageId: "ami-00000000000000002", comment: `Of ${stack}.` }));

  it("keep everything else, and say where the AMI comes from", async () => {
    const written = await writeImages(root, SOURCE, writes());
    expect(written.map(({ stack }) => stack)).to.deep.equal(STACKS);
    expect(texts()[1]).to.equal(
      "# us-east-2\nconfig:\n  aws:region: us-east-2\n  saas-privatelink:image:\n    # Of us-east-2.\n    id: ami-00000000000000002\n\n  # Stays.\n  saas-privatelink:protect: true\n",
    );
    expect(await pendingWrite(root)).to.equal(undefined);
  });

  it("stay as they are, comments too, when they have the AMI already", async () => {
    await writeImages(root, SOURCE, writes());
    const before = texts();
    const again = writes().map((write) => ({ ...write, comment: "Another one." }));
    expect(await writeImages(root, SOURCE, again)).to.deep.equal([]);
    expect(texts()).to.deep.equal(before);
  });

  it("are put back when one of them cannot be written", async () => {
    const before = texts();
    const failure = new Error("EACCES: permission denied");
    const write = async (name: string, text: string): Promise<void> => {
      if (name === file("eu-west-1")) throw failure;
      await writeFile(name, text);
    };
    const error = await writeImages(root, SOURCE, writes(), write).catch((one: unknown) => one);
    expect(error).to.equal(failure);
    expect(texts()).to.deep.equal(before);
    expect(await pendingWrite(root)).to.equal(undefined);
  });

  it("are all new after a kill at any write and the same run again, and nothing else may come in between", async () => {
    const [before = "", ...others] = texts();
    for (let limit = 0; limit <= STACKS.length; limit++) {
      for (const [index, text] of [before, ...others].entries()) writeFileSync(file(STACKS[index] ?? ""), text);
      let done = 0;
      // A process that was killed does nothing any more, nor puts anything back.
      const dying = async (name: string, text: string): Promise<void> => {
        if (done === limit) return new Promise(() => undefined);
        done += 1;
        await writeFile(name, text);
      };
      writeImages(root, SOURCE, writes(), dying).catch(() => undefined);
      while (done < limit) await new Promise((resolve) => setTimeout(resolve, 1));
      const pending = await pendingWrite(root);
      if (limit === 0) expect(pending).to.equal(undefined);
      else {
        expect(pending).to.deep.equal({ ...SOURCE, files: STACKS.map((stack) => `Pulumi.${stack}.yaml`) });
        const error = await refuseOtherThan(root, "ami-0000000000000000b").catch((one: Error) => one.message);
        expect(error).to.include(
          "A promotion of ami-0000000000000000a was ended while it wrote Pulumi.us-east-1.yaml,",
        );
        expect(error).to.include("run privatelink image promote ami-0000000000000000a --from us-east-1 again");
        await refuseOtherThan(root, SOURCE.sourceId);
      }
      await writeImages(root, SOURCE, writes());
      expect(texts().filter((text) => text.includes("id: ami-00000000000000002"))).to.have.lengthOf(STACKS.length);
      expect(await pendingWrite(root)).to.equal(undefined);
    }
  });

  it("are left alone, all of them, when one is not YAML", async () => {
    writeFileSync(file("eu-west-1"), "config: [");
    const before = texts();
    const error = await writeImages(root, SOURCE, writes()).catch((one: Error) => one.message);
    expect(error).to.include("Pulumi.eu-west-1.yaml");
    expect(texts()).to.deep.equal(before);
    expect(await pendingWrite(root)).to.equal(undefined);
  });
});
