import { expect } from "chai";
import { KeyOrigin, keyOf, keyProblems } from "../../../automation/images/keys";
import { sharingProblems } from "../../../automation/images/permissions";
import { ImageKind, type ImageStack } from "../../../automation/images/stacks";
import { ImageTag } from "../../../automation/images/tags";
import { copy, PROJECT } from "./support";

const key = (region: string, end: string): string => `arn:aws:kms:${region}:123456789012:key/${end}`;
const stack = (name: string, kmsKeyId?: string): ImageStack => ({
  stack: name,
  file: `Pulumi.${name}.yaml`,
  region: "us-east-2",
  kind: ImageKind.Copy,
  instanceTypes: [],
  ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
});
const region = (...stacks: ImageStack[]) => ({ region: "us-east-2", stacks });

describe("the key of the copies in a Region", () => {
  const before = copy("ami-1", "ami-a", "2026-11-01T00:00:00.000Z", {
    tags: { [ImageTag.Key]: key("us-east-2", "c") },
  });

  it("is that of the plan, then of the stack file, then of the copy before, then the account's", () => {
    const ofFile = region(stack("ohio", key("us-east-2", "b")));
    expect(keyOf(ofFile, { "us-east-2": key("us-east-2", "a") }, [before], PROJECT)).to.deep.equal({
      kmsKeyId: key("us-east-2", "a"),
      origin: KeyOrigin.Plan,
    });
    expect(keyOf(ofFile, {}, [before], PROJECT)).to.deep.equal({
      kmsKeyId: key("us-east-2", "b"),
      origin: KeyOrigin.StackFile,
    });
    expect(keyOf(region(stack("ohio")), {}, [before], PROJECT)).to.deep.equal({
      kmsKeyId: key("us-east-2", "c"),
      origin: KeyOrigin.CopyBefore,
    });
    expect(keyOf(region(stack("ohio")), {}, [], PROJECT)).to.deep.equal({ origin: KeyOrigin.Account });
  });

  it("is that of the last promotion, also when this was without one", () => {
    const after = copy("ami-2", "ami-b", "2026-11-02T00:00:00.000Z");
    expect(keyOf(region(stack("ohio")), {}, [before, after], PROJECT)).to.deep.equal({ origin: KeyOrigin.Account });
  });

  it("is refused when it is of another Region, or there are several", () => {
    expect(keyProblems([region(stack("ohio", key("eu-west-1", "a")))], {})).to.deep.equal([
      `ohio: image.kmsKeyId: "${key("eu-west-1", "a")}" is not a key of us-east-2, where the copy is made; use the ARN of one there.`,
    ]);
    expect(keyProblems([region()], { "us-east-2": key("eu-west-1", "a") })).to.deep.equal([
      `images.kmsKeyIds.us-east-2: "${key("eu-west-1", "a")}" is not a key of us-east-2, where the copy is made; use the ARN of one there.`,
    ]);
    const two = [region(stack("ohio", key("us-east-2", "a")), stack("ohio-2", key("us-east-2", "b")))];
    expect(keyProblems(two, {})).to.deep.equal([
      "ohio and ohio-2 are in us-east-2 and give their copies different keys; one copy is made in a Region: set images.kmsKeyIds.us-east-2 in rollout.yaml.",
    ]);
    expect(keyProblems(two, { "us-east-2": key("us-east-2", "c") })).to.deep.equal([]);
  });
});

describe("launch permissions that copies cannot have", () => {
  const ohio = { region: "us-east-2", kmsKeyId: "alias/aws/ebs" };

  it("are public ones, and those of anybody where AWS's key encrypts", () => {
    expect(sharingProblems("ami-a", [{ Group: "all" }], [ohio])).to.deep.equal([
      "ami-a is public, and copies are encrypted, which AWS lets nobody make public: take the permission from ami-a, or promote it with --no-permissions, so that nobody but this account may use the copies.",
    ]);
    const organization = { OrganizationArn: "arn:aws:organizations::123456789012:organization/o-1" };
    expect(sharingProblems("ami-a", [{ UserId: "210987654321" }, organization], [ohio])).to.deep.equal([
      "ami-a may be used by 210987654321 and arn:aws:organizations::123456789012:organization/o-1, and AWS lets nobody share what is encrypted with alias/aws/ebs, as copies in us-east-2 would be: set images.kmsKeyIds of us-east-2 in rollout.yaml to keys that these may use, or promote it with --no-permissions, so that nobody but this account may use the copies.",
    ]);
  });

  it("are none where a key of one's own encrypts, nothing is shared, or no copy is made", () => {
    const own = { region: "us-east-2", kmsKeyId: key("us-east-2", "a") };
    expect(sharingProblems("ami-a", [{ UserId: "210987654321" }], [own])).to.deep.equal([]);
    expect(sharingProblems("ami-a", [], [ohio])).to.deep.equal([]);
    expect(sharingProblems("ami-a", [{ Group: "all" }], [])).to.deep.equal([]);
  });
});
