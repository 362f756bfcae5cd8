import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { withSettings } from "../../../automation/stacks/config-file";

const TEXT = `# Mine.
secretsprovider: awskms://alias/stacks
encryptedkey: abc
encryptionsalt: v1:x
environment: [shared]
config:
  p:a: 1
  p:b: { secure: v1:z }
`;

describe("withSettings", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "config-file-"));
    file = path.join(folder, "Pulumi.dev.yaml");
    await writeFile(file, TEXT);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("gives the work a file with other config and everything else as it is, and takes it away afterwards", async () => {
    const settings = { "p:b": { secure: "v1:z" }, "p:c": { list: ["x: y", true] } };
    let made = "";
    const result = await withSettings(file, settings, async (name) => {
      made = name;
      return parse(await readFile(name, "utf8"));
    });
    expect(result).to.deep.equal({
      secretsprovider: "awskms://alias/stacks",
      encryptedkey: "abc",
      encryptionsalt: "v1:x",
      environment: ["shared"],
      config: settings,
    });
    expect(await readFile(file, "utf8")).to.equal(TEXT);
    expect(await readFile(made, "utf8").catch((error: NodeJS.ErrnoException) => error.code)).to.equal("ENOENT");
  });

  it("takes it away when the work fails, too", async () => {
    let made = "";
    const failing = withSettings(file, {}, async (name) => {
      made = name;
      throw new Error("no");
    });
    expect(await failing.catch((error: Error) => error.message)).to.equal("no");
    expect(await readFile(made, "utf8").catch((error: NodeJS.ErrnoException) => error.code)).to.equal("ENOENT");
  });
});
