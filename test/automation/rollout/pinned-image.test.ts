import { expect } from "chai";
import { pinnedImage } from "../../../automation/rollout/pinned-image";

const KEY = "saas-privatelink:image";
const region = { "aws:region": "us-east-2" };

describe("pinnedImage", () => {
  it("leaves an image that is named by its id, and a stack without one", () => {
    for (const settings of [{ ...region, [KEY]: { id: "ami-1" } }, region]) {
      expect(pinnedImage(settings, { imageId: "ami-2", imageSources: [] })).to.deep.equal(settings);
    }
  });

  it("takes the AMI that a parameter named", () => {
    expect(pinnedImage({ ...region, [KEY]: { ssmParameter: "/images/current" } }, { imageId: "ami-2" })).to.deep.equal({
      ...region,
      [KEY]: { id: "ami-2" },
    });
  });

  it("copies the AMI that was copied, with its key and its number of copies", () => {
    const outputs = { imageId: "ami-copy", imageSources: ["ami-2", "ami-1"], imageSourceRegion: "us-east-1" };
    const copyFrom = { region: "us-east-1", id: "ami-2" };
    const more = { keep: 3, kmsKeyId: "arn:aws:kms:us-east-2:123456789012:key/1" };
    for (const image of [{ copyFrom: { stack: "us-east-1" } }, { copyFrom }]) {
      expect(pinnedImage({ [KEY]: image }, outputs)).to.deep.equal({ [KEY]: { copyFrom } });
      expect(pinnedImage({ [KEY]: { ...image, ...more } }, outputs)).to.deep.equal({ [KEY]: { copyFrom, ...more } });
    }
  });

  it("refuses outputs that do not tell which image it was", () => {
    const messages = [
      () => pinnedImage({ [KEY]: { ssmParameter: "/images/current" } }, {}),
      () => pinnedImage({ [KEY]: { copyFrom: { stack: "a" } } }, { imageSources: [], imageSourceRegion: "us-east-1" }),
      () => pinnedImage({ [KEY]: { copyFrom: { stack: "a" } } }, { imageSources: ["ami-2"] }),
    ];
    const outputs = ["imageId", "imageSources", "imageSourceRegion"];
    for (const [index, pin] of messages.entries()) {
      expect(pin).to.throw(`The output ${outputs[index]} of the update before does not say which image the stack ran.`);
    }
  });
});
