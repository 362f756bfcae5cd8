import { expect } from "chai";
import { parseConfig } from "../../stacks/config";
import { OtherStacks } from "../../stacks/other-stacks";
import { readHistory, readImageSources } from "../../stacks/references";
import { type MockOptions, withMocks } from "../support/mocks";
import { minimal } from "./minimal";
import { reference, refusalOf } from "./run-stack";
import { stackFile, type Written } from "./stack-files";

const AMI = "ami-0fedcba9876543210";

function sources(image: Written, stackOutputs: MockOptions["stackOutputs"] = {}) {
  const config = parseConfig("test", stackFile({ ...minimal(), image }));
  return withMocks(() => readImageSources(config, {}, new OtherStacks()), { stackOutputs });
}

describe("stacks/references", () => {
  it("finds nothing of a stack that was never updated", async () => {
    const { result } = await withMocks(() => readHistory("test", new OtherStacks()), {
      stackOutputs: { [reference("test")]: {} },
    });
    expect(result).to.deep.equal({
      availabilityZoneIds: undefined,
      imageSources: undefined,
      imageSourceRegion: undefined,
      supportedRegions: undefined,
    });
  });

  it("finds what the last update left behind, and nothing else", async () => {
    const last = {
      availabilityZoneIds: ["use1-az1"],
      imageSources: [AMI],
      imageSourceRegion: "us-west-2",
      supportedRegions: ["eu-west-1", "us-east-1"],
    };
    const stackOutputs = { [reference("test")]: { ...last, vpcId: "vpc-0123456789abcdef0" } };
    expect((await withMocks(() => readHistory("test", new OtherStacks()), { stackOutputs })).result).to.deep.equal(
      last,
    );
  });

  it("reads no other stack for an AMI that is given", async () => {
    const { result, resources } = await sources({ id: AMI });
    expect(result).to.equal(undefined);
    expect(resources).to.deep.equal([]);
    const direct = await sources({ copyFrom: { region: "us-west-2", id: AMI } });
    expect(direct.result).to.deep.equal({ region: "us-west-2", ids: [AMI] });
    expect(direct.resources).to.deep.equal([]);
  });

  it("takes a stack of another project by its whole name", async () => {
    const stack = "acme/images/us-west-2";
    const { result } = await sources({ copyFrom: { stack } }, { [stack]: { region: "us-west-2", imageId: AMI } });
    expect(result).to.deep.equal({ region: "us-west-2", ids: [AMI] });
  });

  it("refuses outputs of another stack that are not what they should be", async () => {
    const other = { [reference("images")]: { region: "us-west-2", imageId: "none" } };
    expect(await refusalOf(sources({ copyFrom: { stack: "images" } }, other))).to.equal(
      [
        "The config of stack test has one problem:",
        '  output imageId of stack images: "none" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
      ].join("\n"),
    );
  });
});
