import * as path from "node:path";
import { expect } from "chai";
import { Operation } from "../../automation/engine/operation";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";
import { changesOf, type TestStack, TestWorld } from "./support/stacks";

describe("The real engine with the sandbox as its AWS", function () {
  this.bail(true);
  let test: TestWorld;
  let stack: TestStack;

  before("an engine", async function () {
    test = await TestWorld.open(await engineFor(this));
    stack = test.stack(path.join(__dirname, "fixtures", "regions"), "dev").set("aws:region", "us-east-1");
  });
  after(() => test?.close());

  it("makes each resource in the Region, and with the tags, of its own provider", async () => {
    const { changes, outputs } = await stack.up();
    expect(changes).to.deep.equal({ create: 6 });
    expect(outputs.firstArn?.value).to.match(/^arn:aws:ec2:us-east-1:123456789012:vpc\/vpc-[0-9a-f]{17}$/);
    expect(outputs.secondArn?.value).to.match(/^arn:aws:ec2:us-west-2:123456789012:vpc\/vpc-[0-9a-f]{17}$/);
    expect(outputs.cidrAgain?.value).to.equal("10.0.0.0/24");
  });

  it("shows the program nothing of the user's AWS and Pulumi settings", async () => {
    process.env.AWS_PROFILE = "work";
    process.env.PULUMI_ACCESS_TOKEN = "pul-0123";
    try {
      expect((await stack.up()).outputs.ofTheUser).to.deep.equal({ value: [], secret: false });
    } finally {
      delete process.env.AWS_PROFILE;
      delete process.env.PULUMI_ACCESS_TOKEN;
    }
  });

  it("keeps what was secret in an input secret in the outputs", async () => {
    const { outputs } = await stack.up();
    expect(outputs.tags).to.deep.equal({ value: { Name: "second", Token: "hidden", from: "second" }, secret: true });
  });

  it("changes in place what can be changed, and nothing that is ignored", async () => {
    stack.set("regions:tag", "renamed").set("regions:dns", false);
    expect((await stack.preview()).steps.filter(({ op }) => op === "update").map(({ diffs }) => diffs)).to.deep.equal([
      ["enableDnsSupport"],
      ["enableDnsSupport"],
    ]);
    stack.set("regions:dns", true);
    expect(changesOf(await stack.preview())).to.deep.equal([]);
  });

  it("shows a wrong input with its property, before anything is changed", async () => {
    stack.set("regions:region", "us-east-9");
    expect(await stack.failure(Operation.Preview)).to.deep.equal([
      "pulumi:providers:aws resource 'second': property region value {us-east-9} has a problem: invalid AWS Region: us-east-9",
    ]);
    stack.set("regions:region", "us-west-2");
  });

  it("shows what AWS refuses, and goes on from there", async () => {
    stack.set("regions:clash", true);
    const [error] = await stack.failure(Operation.Up);
    expect(error).to.match(
      /^aws:ec2\/subnet:Subnet "clash": cidrBlock: InvalidSubnet\.Conflict: The CIDR '10\.0\.0\.0\/25' conflicts with/,
    );
    stack.set("regions:clash", false);
    expect(changesOf(await stack.preview())).to.deep.equal([]);
  });

  it("finds in a refresh what somebody deleted by hand, and makes it again", async () => {
    const [subnet] = test.world.cloud.all(T.Subnet, "us-east-1");
    test.world.cloud.delete(T.Subnet, subnet?.id ?? "", { region: "us-east-1" });
    // The subnet, and the same one once more, as a resource that the program only reads.
    expect((await stack.refresh()).changes).to.deep.equal({ delete: 2, same: 5 });
    expect(changesOf(await stack.up())).to.deep.equal(["create subnet"]);
  });

  it("makes everything of a provider anew in another Region, before it takes the old down", async () => {
    stack.set("regions:region", "eu-west-1");
    expect(changesOf(await stack.up())).to.deep.equal([
      "create-replacement second",
      "replace second",
      "create-replacement second",
      "replace second",
      "delete-replaced second",
      "delete-replaced second",
    ]);
    expect(test.world.cloud.all(T.Vpc).map(({ region }) => region)).to.deep.equal(["us-east-1", "eu-west-1"]);
  });

  it("leaves nothing behind", async () => {
    await stack.destroy();
    expect(test.world.cloud.toJSON().resources).to.deep.equal([]);
  });
});
