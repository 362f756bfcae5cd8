import type { Image } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { isMarked, knownImage } from "../../../automation/images/image";
import { IMAGE_PROMOTION, ImageTag } from "../../../automation/images/tags";

const SOURCE = "ami-0000000000000000a";
const TAGS = { [ImageTag.Source]: SOURCE, [ImageTag.SourceRegion]: "us-east-1", [ImageTag.ManagedBy]: IMAGE_PROMOTION };

const known = (image: Image, tags: Readonly<Record<string, string>> = TAGS) =>
  knownImage("us-east-2", {
    ImageId: "ami-0000000000000000b",
    ...image,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });

describe("an image that the command has marked", () => {
  it("is a copy with the name that it gives to copies of that source", () => {
    for (const name of [`privatelink-${SOURCE}`, `privatelink-${SOURCE}-2`, `privatelink-${SOURCE}-10`]) {
      expect(isMarked(known({ Name: name })), name).to.equal(true);
    }
  });

  it("is an original under any name", () => {
    expect(isMarked(known({ ImageId: SOURCE, Name: "orders 7" }))).to.equal(true);
  });

  it("is none with the tags of a copy and another name, or with the name and no tags", () => {
    for (const name of [
      undefined,
      "golden-backup",
      `privatelink-${SOURCE}-1`,
      `privatelink-${SOURCE}-02`,
      `privatelink-${SOURCE}-2 of Friday`,
      `my privatelink-${SOURCE}`,
      "privatelink-ami-0000000000000000c",
    ]) {
      expect(isMarked(known({ Name: name })), String(name)).to.equal(false);
    }
    expect(isMarked(known({ Name: `privatelink-${SOURCE}` }, {}))).to.equal(false);
  });

  it("is none of which AWS says that it was copied from something else than its tags say", () => {
    const Name = `privatelink-${SOURCE}`;
    const from = (SourceImageId: string, SourceImageRegion: string) =>
      isMarked(known({ Name, SourceImageId, SourceImageRegion }));
    expect(from(SOURCE, "us-east-1")).to.equal(true);
    // A copy of the copy, made in another Region, where the name was free.
    expect(from("ami-0000000000000000d", "eu-west-1")).to.equal(false);
    expect(from(SOURCE, "eu-west-1")).to.equal(false);
  });
});
