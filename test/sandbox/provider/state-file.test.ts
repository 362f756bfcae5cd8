import { readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { expect } from "chai";
import { startProvider } from "../../../sandbox/provider/server";
import { T } from "../../../sandbox/tokens";
import { failureOf, ProviderSetting } from "./setting";

describe("The state file of the sandbox's provider", () => {
  let setting: ProviderSetting;
  beforeEach(async () => {
    setting = await ProviderSetting.start();
  });
  afterEach(() => setting.stop());

  it("has everything by the time the engine gets its answer", async () => {
    const { id } = await setting.engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    const saved = JSON.parse(await readFile(setting.file, "utf8")) as { resources: { id: string }[] };
    expect(saved.resources.map((resource) => resource.id)).to.deep.equal([id]);
    expect(await readdir(path.dirname(setting.file))).to.deep.equal(["cloud.json"]);
  });

  it("has all of many calls at once", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `vpc-${i}`);
    await Promise.all(names.map((name) => setting.engine.make(T.Vpc, name, { cidrBlock: "10.0.0.0/16" })));
    const saved = JSON.parse(await readFile(setting.file, "utf8")) as { resources: unknown[] };
    expect(saved.resources).to.have.length(20);
  });

  it("is taken up by the next provider", async () => {
    const { id, outputs } = await setting.engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    await setting.restart();
    expect((await setting.engine.read(T.Vpc, "v", id)).outputs).to.deep.equal(outputs);
  });

  it("is refused when it is of another version", async () => {
    const other = path.join(setting.folder, "other.json");
    await writeFile(other, '{"version":2}');
    expect(await failureOf(startProvider(other))).to.equal(
      `${other} has version 2 of the sandbox's state, not 1: delete it and its stacks.`,
    );
  });
});
