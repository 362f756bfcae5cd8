import * as path from "node:path";
import { expect } from "chai";
import { Document } from "yaml";
import { demoStacks } from "../../../automation/demo/stacks";

const ROOT = path.join(__dirname, "..", "..", "..");

describe("the stacks of the demo", () => {
  it("are both Regions, then the consumer, so that each finds what it reads", async () => {
    const stacks = await demoStacks(ROOT);
    expect(stacks.map(({ project, name }) => [path.relative(ROOT, project), name])).to.deep.equal([
      ["", "us-east-1"],
      ["", "us-east-2"],
      ["examples/consumer", "us-east-2"],
    ]);
  });

  it("are unprotected, so that the demo can take them down", async () => {
    const [first] = await demoStacks(ROOT);
    const stackFile = new Document({ config: { "saas-privatelink:protect": true, "aws:region": "us-east-1" } });
    first?.edit?.(stackFile);
    expect(stackFile.toJS()).to.deep.equal({
      config: { "saas-privatelink:protect": false, "aws:region": "us-east-1" },
    });
  });
});
