import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { TestAccount } from "../account";

const AMI = "ami-0123456789abcdef0";

describe("an AMI copy in the sandbox", () => {
  it("is an image of its own Region", () => {
    const west = new TestAccount("us-west-2");
    const copy = west.make(T.AmiCopy, "image", { sourceAmiId: AMI, sourceAmiRegion: "us-east-1", encrypted: true });
    expect(copy.id).to.match(/^ami-[0-9a-f]{17}$/);
    expect(copy.arn).to.equal(`arn:aws:ec2:us-west-2::image/${copy.id}`);
    expect(west.refusals(T.LaunchTemplate, "lt", { imageId: copy.id })).to.deep.equal([]);
    expect(west.in("us-east-1").refusals(T.LaunchTemplate, "lt", { imageId: copy.id })).to.have.length(1);
  });

  it("comes from the Region that has the source, under a name of its own, with a key only when encrypted", () => {
    const account = new TestAccount("us-east-2");
    account.in("us-east-1").make(T.LaunchTemplate, "lt", { imageId: AMI });
    const source = { sourceAmiId: AMI, sourceAmiRegion: "us-west-2" };
    expect(account.refusals(T.AmiCopy, "a", source)).to.deep.equal([
      `sourceAmiId: InvalidAMIID.NotFound: The image id '[${AMI}]' does not exist in us-west-2; it is in us-east-1`,
    ]);
    const right = { sourceAmiId: AMI, sourceAmiRegion: "us-east-1", name: "orders" };
    const first = account.make(T.AmiCopy, "b", right);
    expect(account.refusals(T.AmiCopy, "c", right)).to.deep.equal([
      `name: InvalidAMIName.Duplicate: AMI name orders is already in use by AMI ${first.id}`,
    ]);
    expect(account.refusals(T.AmiCopy, "d", { ...right, name: "x-y", kmsKeyId: "k" })).to.deep.equal([
      "kmsKeyId: InvalidParameterCombination: kmsKeyId needs encrypted: true",
    ]);
    expect(account.refusals(T.AmiCopy, "e", { ...right, name: "x-z", sourceAmiRegion: "us-north-1" })).to.deep.equal([
      'sourceAmiRegion: "us-north-1" is not a Region of AWS',
    ]);
  });
});
