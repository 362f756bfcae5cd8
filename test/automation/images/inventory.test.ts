import { expect } from "chai";
import { ImageOrigin, type ListedImage, promotionsOf } from "../../../automation/images/inventory";
import { listText } from "../../../automation/images/render/list";
import { usersText } from "../../../automation/images/render/promotion";
import { promotedTag } from "../../../automation/images/tags";
import { paintFor } from "../../../automation/plan/render/paint";
import { copy, PROJECT } from "./support";

const plain = paintFor({}, { NO_COLOR: "1" });
const NOW = new Date("2026-11-21T10:00:00Z");

describe("what was promoted", () => {
  it("is told by source, the last promotion first, with the image of every Region", () => {
    const at = (day: string): string => `2026-11-${day}T00:00:00.000Z`;
    const promotions = promotionsOf(
      [
        { images: [copy("ami-1", "ami-a", at("01")), copy("ami-2", "ami-b", at("02"))] },
        { images: [copy("ami-3", "ami-a", at("03"), { region: "eu-west-1" })] },
      ],
      PROJECT,
    );
    expect(
      promotions.map(({ sourceId, promotedAt, images }) => [
        sourceId,
        promotedAt,
        Object.fromEntries([...images].map(([region, { id }]) => [region, id])),
      ]),
    ).to.deep.equal([
      ["ami-a", at("03"), { "us-east-2": "ami-1", "eu-west-1": "ami-3" }],
      ["ami-b", at("02"), { "us-east-2": "ami-2" }],
    ]);
  });

  it("is no copy that is not available, or that nobody of the project has promoted, and of two the one that was promoted last", () => {
    const promotions = promotionsOf(
      [
        {
          images: [
            copy("ami-1", "ami-a", "2026-11-02T00:00:00.000Z"),
            copy("ami-2", "ami-a", "2026-11-01T00:00:00.000Z"),
            copy("ami-3", "ami-b", "2026-11-01T00:00:00.000Z", { state: "disabled" }),
            copy("ami-4", "ami-c"),
            copy("ami-5", "ami-d", undefined, { tags: { [promotedTag("billing")]: "2026-11-09T00:00:00.000Z" } }),
          ],
        },
      ],
      PROJECT,
    );
    expect(promotions.map(({ sourceId, images }) => [sourceId, images.get("us-east-2")?.id])).to.deep.equal([
      ["ami-a", "ami-1"],
    ]);
  });
});

describe("the list of images", () => {
  const listed = (more: Partial<ListedImage>): ListedImage => ({
    region: "us-east-2",
    imageId: "ami-1",
    origin: ImageOrigin.Copy,
    sourceId: "ami-a",
    sourceRegion: "us-east-1",
    state: "available",
    promotedAt: "2026-11-18T10:00:00.000Z",
    encrypted: true,
    usedBy: [],
    currentOf: [],
    ...more,
  });

  it("says where an image comes from, how old the promotion is, its key, its stacks and its users", () => {
    const key = "arn:aws:kms:us-east-2:123456789012:key/0123";
    const text = listText(
      {
        images: [listed({ kmsKeyId: key, currentOf: ["ohio"], usedBy: ["instance i-1"] })],
        unnamed: [],
        pending: undefined,
      },
      NOW,
      plain,
    );
    expect(text).to.equal(
      [
        "Region     Image  From             State      Promoted  Encrypted  Stacks  Used by",
        "us-east-2  ami-1  ami-a us-east-1  available  3 d ago   yes, 0123  ohio    instance i-1",
        "",
      ].join("\n"),
    );
  });

  it("says of what somebody has made of a copy that it is theirs", () => {
    const images = [listed({ origin: ImageOrigin.Others, promotedAt: undefined })];
    expect(listText({ images, unnamed: [], pending: undefined }, NOW, plain)).to.include(
      " ami-a us-east-1, by somebody else  available  -  ",
    );
  });

  it("says what was rolled back from", () => {
    const images = [listed({ rolledBackAt: "2026-11-21T00:00:00.000Z" })];
    expect(listText({ images, unnamed: [], pending: undefined }, NOW, plain)).to.include(" 3 d ago, rolled back ");
  });

  it("says which stack names an AMI that is not there, and which promotion was ended while it wrote", () => {
    const missing = {
      region: "us-east-2",
      imageId: "ami-9",
      origin: ImageOrigin.Missing,
      usedBy: [],
      currentOf: ["ohio"],
    };
    const pending = { sourceId: "ami-b", sourceRegion: "us-east-1", files: ["Pulumi.ohio.yaml"] };
    expect(
      listText({ images: [missing], unnamed: [], pending }, NOW, plain)
        .split("\n")
        .slice(2),
    ).to.deep.equal([
      "ohio: image.id: ami-9 is not there in us-east-2; promote an AMI, or name another one.",
      "A promotion of ami-b was ended while it wrote Pulumi.ohio.yaml: run privatelink image promote ami-b --from us-east-1 again.",
      "",
    ]);
  });

  it("counts instances when there are many, and names everything else", () => {
    const users = ["instance i-1", "instance i-2", "instance i-3", "version 2 of launch template t"];
    expect(usersText(users)).to.equal("3 instances and version 2 of launch template t");
    expect(usersText(users.slice(2))).to.equal("instance i-3 and version 2 of launch template t");
  });
});
