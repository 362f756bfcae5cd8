import { expect } from "chai";
import { compareRegions } from "../../../automation/drift/compare/matrix";
import { regionFindings } from "../../../automation/drift/region-findings";
import { stackIn } from "./support";

const HOME = "us-east-1";
const OLD = "ami-0aaaaaaaaaaaaaaaa";
const NEW = "ami-0ffffffffffffffff";

/** A stack that copies another one's AMI, and runs the copy of the given one. */
function copyIn(region: string, source: string, stack = HOME) {
  return stackIn(region, {
    settings: { image: { copyFrom: { stack } } },
    outputs: { imageId: `ami-${region.replace(/[^0-9a-f]/g, "")}`, imageSources: [source], imageSourceRegion: HOME },
  });
}

function imageFinding(...stacks: Parameters<typeof compareRegions>[0]) {
  return regionFindings(compareRegions(stacks, [])).find(({ subject }) => subject === "image");
}

describe("automation/drift/image-remedies", () => {
  it("lets the stacks that were brought back take the home stack's AMI, or the home stack theirs", () => {
    const home = stackIn(HOME, { outputs: { imageId: NEW } });
    expect(imageFinding(home, copyIn("eu-west-1", OLD), copyIn("us-east-2", OLD))).to.deep.include({
      stacks: ["eu-west-1", "us-east-2"],
      problem: `is not the same everywhere: us-east-1 has ${NEW} of us-east-1`,
      remedies: [
        "eu-west-1 and us-east-2 copy the AMI of us-east-1, and take the present one over: privatelink up --stack eu-west-1,us-east-2.",
        `To have theirs everywhere instead: name ${OLD} as image.id in Pulumi.us-east-1.yaml, then privatelink up --stack us-east-1.`,
      ],
    });
  });

  it("knows no way back where the stacks run different ones, or one of another Region than the leader's", () => {
    const home = stackIn(HOME, { outputs: { imageId: NEW } });
    expect(imageFinding(home, copyIn("eu-west-1", OLD), copyIn("us-east-2", "ami-0bbbb"))?.remedies).to.deep.equal([
      "eu-west-1 and us-east-2 copy the AMI of us-east-1, and take the present one over: privatelink up --stack eu-west-1,us-east-2.",
    ]);
    const promoted = stackIn(HOME, { outputs: { imageId: NEW }, image: { source: { id: NEW, region: "eu-north-1" } } });
    expect(imageFinding(promoted, copyIn("us-east-2", OLD))?.remedies).to.deep.equal([
      "us-east-2 copies the AMI of us-east-1, and takes the present one over: privatelink up --stack us-east-2.",
    ]);
  });

  it("sends a stack that names its AMI itself to its stack file, and to the promotion", () => {
    const stacks = [HOME, "eu-west-1", "us-east-2"].map((region) =>
      stackIn(region, { image: { source: { id: region === "us-east-2" ? OLD : NEW, region: HOME } } }),
    );
    expect(imageFinding(...stacks)?.remedies).to.deep.equal([
      "To deploy the AMI that Pulumi.us-east-2.yaml gives: privatelink up --stack us-east-2.",
      "Where stack files name different AMIs by id: privatelink image promote, then privatelink up.",
    ]);
  });
});
