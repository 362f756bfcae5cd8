import { expect } from "chai";
import fc from "fast-check";
import {
  checkCopySource,
  checkImageChoice,
  checkKeyArn,
  checkParameterName,
  checkParameterValue,
  type ImageChoice,
  keptSources,
} from "../../../components/lib/images";
import { sentence } from "../../../components/lib/problem";
import { checkImageId } from "../../../components/lib/resource-ids";

const NEW = "ami-0aaaaaaaaaaaaaaaa";
const OLD = "ami-0bbbbbbbbbbbbbbbb";
const OLDER = "ami-0cccccccccccccccc";

describe("The sources whose copies are kept", () => {
  it("are the current one and the latest earlier ones", () => {
    expect(keptSources(NEW, [OLD, OLDER], 2)).to.deep.equal([NEW, OLD]);
    expect(keptSources(NEW, [OLD, OLDER], 3)).to.deep.equal([NEW, OLD, OLDER]);
    expect(keptSources(NEW, [], 2)).to.deep.equal([NEW]);
    expect(keptSources(NEW, [OLD], 1)).to.deep.equal([NEW]);
  });

  it("stay as they are when nothing is new", () => {
    expect(keptSources(NEW, [NEW, OLD], 2)).to.deep.equal([NEW, OLD]);
  });

  it("change their order after a rollback, and lose none", () => {
    expect(keptSources(OLD, [NEW, OLD], 2)).to.deep.equal([OLD, NEW]);
  });

  it("begin with the current one, differ, and are as many as asked for if there are as many", () => {
    const id = fc.constantFrom(NEW, OLD, OLDER, "ami-1", "ami-2");
    fc.assert(
      fc.property(id, fc.array(id), fc.integer({ min: 1, max: 6 }), (current, earlier, keep) => {
        const kept = keptSources(current, earlier, keep);
        expect(kept[0]).to.equal(current);
        expect(kept.length).to.equal(Math.min(keep, new Set([current, ...earlier]).size));
        expect(new Set(kept).size).to.equal(kept.length);
        expect(keptSources(current, kept, keep)).to.deep.equal(kept);
      }),
    );
  });
});

describe("An image", () => {
  const messages = (image: ImageChoice, path = "image") => checkImageChoice(image, path).map(sentence);
  const copyFrom = { region: "us-east-1", ids: [NEW] };

  it("comes from one place", () => {
    for (const image of [
      { id: NEW },
      { ssmParameter: "/images/current" },
      { copyFrom },
      { copyFrom, keep: 1, kmsKeyId: "arn" },
    ]) {
      expect(messages(image)).to.deep.equal([]);
    }
  });

  it("comes from somewhere", () => {
    expect(messages({})).to.deep.equal(["image: (missing) says no AMI; give one of id, ssmParameter and copyFrom."]);
    expect(messages({}, "")).to.deep.equal(["id: (missing) says no AMI; give one of id, ssmParameter and copyFrom."]);
  });

  it("does not come from several places", () => {
    expect(messages({ id: NEW, ssmParameter: "/a", copyFrom }, "")).to.deep.equal([
      'ssmParameter: "/a" is given besides id; keep one of the two.',
      `copyFrom: {"region":"us-east-1","ids":["${NEW}"]} is given besides id; keep one of the two.`,
    ]);
  });

  it("has copies to keep, and a key, only when it is copied", () => {
    expect(messages({ id: NEW, keep: 2, kmsKeyId: "arn" })).to.deep.equal([
      "image.keep: 2 applies to copies only; remove it, or use copyFrom.",
      'image.kmsKeyId: "arn" applies to copies only; remove it, or use copyFrom.',
    ]);
  });

  for (const keep of [0, 21, 1.5]) {
    it(`is not kept in ${keep} copies`, () => {
      expect(messages({ copyFrom, keep })).to.deep.equal([
        `image.keep: ${keep} is not a number of copies; use a whole number from 1 to 20: 2 leaves one to roll back to.`,
      ]);
    });
  }

  it("is copied from a Region that exists, by ids of AMIs", () => {
    expect(checkCopySource({ region: "us-east-1", ids: [NEW, "ami-1234abcd"] }, "copyFrom")).to.deep.equal([]);
    expect(checkCopySource({ region: "us-east1", ids: [NEW, "i-0123"] }, "copyFrom").map(sentence)).to.deep.equal([
      'copyFrom.region: "us-east1" is not a commercial AWS Region; use "us-east-1".',
      'copyFrom.ids[1]: "i-0123" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
    ]);
    expect(checkCopySource({ region: "us-east-1", ids: [] }, "copyFrom").map(sentence)).to.deep.equal([
      "copyFrom.ids: [] names no AMI; give the id of the AMI to copy, then those of earlier copies to keep.",
    ]);
  });
});

describe("The values of an image", () => {
  it("include AMI ids of both lengths", () => {
    expect(["ami-0123456789abcdef0", "ami-1a2b3c4d"].flatMap((id) => checkImageId(id, "id"))).to.deep.equal([]);
    for (const id of ["ami-0123", "AMI-0123456789abcdef0", "ami-0123456789abcdeg0", "x-1a2b3c4d", ""]) {
      expect(checkImageId(id, "id").map(sentence)).to.deep.equal([
        `id: ${JSON.stringify(id)} is not the id of an AMI; use one such as ami-0123456789abcdef0.`,
      ]);
    }
  });

  it("include names of SSM parameters, AWS's own and selected versions among them", () => {
    for (const name of [
      "current",
      "/a/b.c_d-e",
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
      "/a/b:3",
    ]) {
      expect(checkParameterName(name, "ssmParameter"), name).to.deep.equal([]);
    }
    for (const name of ["", "/", "/a//b", "/a/", "a b", "/a:b:c", `/${"a".repeat(1011)}`]) {
      expect(checkParameterName(name, "ssmParameter"), name).to.have.lengthOf(1);
    }
    expect(checkParameterName("a b", "ssmParameter").map(sentence)).to.deep.equal([
      'ssmParameter: "a b" is not the name of an SSM parameter; use one such as /images/order-processor/current.',
    ]);
  });

  it("include what a parameter holds, if that is an AMI id in plain text", () => {
    const check = (value: string | undefined) => checkParameterValue("/image")(value, "ssmParameter").map(sentence);
    expect(check(NEW)).to.deep.equal([]);
    const remedy = "store the id of an AMI in it, as type String.";
    expect(check("latest")).to.deep.equal([`ssmParameter: "/image" holds "latest", which is not an AMI id; ${remedy}`]);
    expect(check("")).to.deep.equal([`ssmParameter: "/image" holds no plain text; ${remedy}`]);
    expect(check(undefined)).to.deep.equal([`ssmParameter: "/image" holds no plain text; ${remedy}`]);
  });

  it("include ARNs of keys, not aliases", () => {
    expect(checkKeyArn("arn:aws:kms:us-east-2:123456789012:key/mrk-12ab", "kmsKeyId")).to.deep.equal([]);
    for (const arn of ["alias/aws/ebs", "arn:aws:kms:us-east-2:123456789012:alias/images", "12ab"]) {
      expect(checkKeyArn(arn, "kmsKeyId").map(sentence)).to.deep.equal([
        `kmsKeyId: "${arn}" is not the ARN of a KMS key; use the key's own ARN, arn:aws:kms:<Region>:<account>:key/<id>.`,
      ]);
    }
  });
});
