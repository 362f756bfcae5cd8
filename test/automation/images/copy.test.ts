import { expect } from "chai";
import * as fc from "fast-check";
import { copyRequest, usableCopy } from "../../../automation/images/copy";
import { ImageTag, promotedTag } from "../../../automation/images/tags";
import { copy, image, PROJECT } from "./support";

const SOURCE = image("ami-0000000000000000a", { region: "us-east-1", tags: { Name: "orders", commit: "abc" } });
const WANTED = { source: SOURCE, permissions: [] };
const KEY = "arn:aws:kms:us-east-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

describe("what AWS is asked for", () => {
  it("is the same request with the same token, whatever order AWS tells the tags in", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        fc.integer({ min: 1, max: 9 }),
        (tags, attempt) => {
          const turned = Object.fromEntries(Object.entries(tags).reverse());
          const [a, b] = [tags, turned].map((one) =>
            copyRequest({ ...WANTED, source: { ...SOURCE, tags: one } }, "us-east-2", attempt),
          );
          expect(a?.clientToken)
            .to.equal(b?.clientToken)
            .and.match(/^[0-9a-f]{64}$/);
        },
      ),
    );
  });

  it("has another token for another Region, key, tag or attempt", () => {
    const tokens = [
      copyRequest(WANTED, "us-east-2", 1),
      copyRequest(WANTED, "us-east-2", 2),
      copyRequest(WANTED, "eu-west-1", 1),
      copyRequest({ ...WANTED, kmsKeyId: KEY }, "us-east-2", 1),
      copyRequest({ ...WANTED, source: { ...SOURCE, tags: { commit: "def" } } }, "us-east-2", 1),
    ].map(({ clientToken }) => clientToken);
    expect(new Set(tokens).size).to.equal(tokens.length);
  });

  it("carries the tags of the source, but not those of AWS and of another promotion", () => {
    const tags = {
      commit: "abc",
      "aws:cloudformation:stack-name": "build",
      [promotedTag(PROJECT)]: "2026-11-01T00:00:00.000Z",
      [ImageTag.Source]: "ami-0000000000000000f",
    };
    expect(copyRequest({ ...WANTED, source: { ...SOURCE, tags } }, "us-east-2", 1).tags).to.deep.equal({
      commit: "abc",
      [ImageTag.Source]: SOURCE.id,
      [ImageTag.SourceRegion]: "us-east-1",
      [ImageTag.ManagedBy]: "image-promotion",
    });
  });
});

describe("the copy that a Region has already", () => {
  it("is an available one rather than one that is being made, and the oldest of several", () => {
    const images = [
      copy("ami-1", SOURCE.id, undefined, { state: "pending", createdAt: "2026-11-01T00:00:00.000Z" }),
      copy("ami-3", SOURCE.id, undefined, { createdAt: "2026-11-03T00:00:00.000Z" }),
      copy("ami-2", SOURCE.id, undefined, { createdAt: "2026-11-02T00:00:00.000Z" }),
    ];
    expect(usableCopy(images, SOURCE.id, undefined)?.id).to.equal("ami-2");
    expect(usableCopy(images.slice(0, 1), SOURCE.id, undefined)?.id).to.equal("ami-1");
  });

  it("is none that failed, is of another source or key, or is made by Pulumi", () => {
    const images = [
      copy("ami-1", SOURCE.id, undefined, { state: "failed" }),
      copy("ami-2", "ami-0000000000000000b"),
      copy("ami-3", SOURCE.id, undefined, { tags: { [ImageTag.Key]: KEY } }),
      image("ami-4", { tags: { [ImageTag.Source]: SOURCE.id } }),
    ];
    expect(usableCopy(images, SOURCE.id, undefined)).to.equal(undefined);
    expect(usableCopy(images, SOURCE.id, KEY)?.id).to.equal("ami-3");
  });

  it("is none that somebody has made of a copy with its tags", () => {
    const backup = copy("ami-1", SOURCE.id, undefined, { name: "golden-backup" });
    expect(usableCopy([backup], SOURCE.id, undefined)).to.equal(undefined);
  });
});
