import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { RegionalImage, type RegionalImageArgs } from "../../components";
import { Cloud } from "../../sandbox/cloud";
import { F, T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:RegionalImage";
const NEW = "ami-0aaaaaaaaaaaaaaaa";
const OLD = "ami-0bbbbbbbbbbbbbbbb";
const OLDER = "ami-0cccccccccccccccc";
const KEY = "arn:aws:kms:us-east-2:123456789012:key/11111111-2222-3333-4444-555555555555";

const image = (args: RegionalImageArgs, cloud = new Cloud()) =>
  withMocks(() => new RegionalImage("orders", args), { region: "us-east-2", cloud });
const copies = (ids: string[], more: Partial<RegionalImageArgs> = {}) =>
  image({ copyFrom: { region: "us-east-1", ids }, ...more });

class Parameter extends Cloud {
  readonly #insecureValue: string | undefined;

  constructor(insecureValue: string | undefined) {
    super();
    this.#insecureValue = insecureValue;
  }

  override invoke(token: string, args: Properties, context: { readonly region: string }): Properties {
    const { insecureValue: _, ...answer } = super.invoke(token, args, context);
    return this.#insecureValue === undefined ? answer : { ...answer, insecureValue: this.#insecureValue };
  }
}

describe("RegionalImage", () => {
  it("is a given AMI as it is, plain or an Output", async () => {
    for (const id of [NEW, pulumi.output(NEW)]) {
      const run = await image({ id });
      expect(run.count()).to.deep.equal({ [COMPONENT]: 1 });
      expect(run.calls).to.deep.equal([]);
      expect(run.one(COMPONENT).outputs).to.deep.equal({ imageId: NEW, sourceImageId: NEW, imageIds: {} });
    }
  });

  it("is the AMI that an SSM parameter names, and no secret", async () => {
    const run = await image({ ssmParameter: "/images/orders" }, new Parameter(NEW));
    expect(run.count()).to.deep.equal({ [COMPONENT]: 1 });
    expect(run.calls.map(({ token, args }) => [token, args])).to.deep.equal([
      [F.getParameter, { name: "/images/orders" }],
    ]);
    expect(run.one(COMPONENT).outputs).to.deep.equal({ imageId: NEW, sourceImageId: NEW, imageIds: {} });
    expect(await pulumi.isSecret(run.result.imageId)).to.equal(false);
  });

  for (const [held, reason] of [
    ["latest", 'holds "latest", which is not an AMI id'],
    ["", "holds no plain text"],
    [undefined, "holds no plain text"],
  ] as const) {
    it(`refuses a parameter that ${reason}`, async () => {
      const run = await withMocks(
        async () =>
          promiseOf(new RegionalImage("orders", { ssmParameter: "/image" }).imageId).catch((e: Error) => e.message),
        { cloud: new Parameter(held) },
      ).catch((error: Error) => ({ result: error.message }));
      expect(run.result).to.contain(
        `RegionalImage "orders" cannot be created. ssmParameter: "/image" ${reason}; store the id of an AMI in it, as type String.`,
      );
    });
  }

  describe("as a copy", () => {
    it("is encrypted, and named and tagged by its source", async () => {
      const run = await copies([NEW], { tags: { team: "orders" } });
      expect(run.count()).to.deep.equal({ [T.AmiCopy]: 1, [COMPONENT]: 1 });
      const copy = run.named(`orders-${NEW}`);
      expect(copy.parent).to.equal(run.one(COMPONENT).urn);
      expect(copy.inputs).to.deep.equal({
        sourceAmiId: NEW,
        sourceAmiRegion: "us-east-1",
        description: `Copy of ${NEW} in us-east-1`,
        encrypted: true,
        tags: { team: "orders", Name: `orders-${NEW}`, "privatelink:source-ami": NEW },
      });
      expect(run.one(COMPONENT).outputs).to.deep.equal({
        imageId: copy.id,
        sourceImageId: NEW,
        imageIds: { [NEW]: copy.id },
      });
      expect(copy.id).not.to.equal(NEW);
    });

    it("is encrypted with the given key", async () => {
      const run = await copies([NEW, OLD], { kmsKeyId: pulumi.output(KEY) });
      expect(run.byType(T.AmiCopy).map(({ inputs }) => inputs.kmsKeyId)).to.deep.equal([KEY, KEY]);
    });

    it("is kept besides one earlier copy by default", async () => {
      const run = await copies([NEW, OLD, OLDER]);
      const [newest, earlier, ...none] = run.byType(T.AmiCopy);
      expect([newest?.name, earlier?.name, none]).to.deep.equal([`orders-${NEW}`, `orders-${OLD}`, []]);
      const { imageId, imageIds } = run.one(COMPONENT).outputs;
      expect(imageId).to.equal(newest?.id);
      expect(imageIds).to.deep.equal({ [NEW]: newest?.id, [OLD]: earlier?.id });
    });

    it("is kept besides as many as asked for, each of them once", async () => {
      const names = async (ids: string[], keep: number) =>
        (await copies(ids, { keep })).byType(T.AmiCopy).map(({ name }) => name);
      expect(await names([NEW, OLD], 1)).to.deep.equal([`orders-${NEW}`]);
      expect(await names([NEW, NEW, OLD, OLDER], 3)).to.deep.equal([
        `orders-${NEW}`,
        `orders-${OLD}`,
        `orders-${OLDER}`,
      ]);
    });

    it("has a name of its own, so that a new source adds a copy and replaces none", async () => {
      const [before] = (await copies([OLD])).byType(T.AmiCopy);
      const after = await copies([NEW, OLD]);
      expect(after.named(`orders-${OLD}`).urn).to.equal(before?.urn);
      expect(after.named(`orders-${OLD}`).inputs).to.deep.equal(before?.inputs);
    });
  });

  const refuses = async (args: RegionalImageArgs) => {
    const { message, count } = await refusalOf(() => new RegionalImage("orders", args));
    expect(count).to.deep.equal({ [COMPONENT]: 1 });
    return message.replace('RegionalImage "orders" cannot be created. ', "");
  };

  it("refuses no AMI, and several kinds at once", async () => {
    expect(await refuses({})).to.equal("id: (missing) says no AMI; give one of id, ssmParameter and copyFrom.");
    expect(await refuses({ id: NEW, ssmParameter: "/image" })).to.equal(
      'ssmParameter: "/image" is given besides id; keep one of the two.',
    );
  });

  it("refuses wrong ids, names, Regions, keys and counts, all at once", async () => {
    expect(await refuses({ id: "i-1" })).to.equal(
      'id: "i-1" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
    );
    expect(await refuses({ ssmParameter: "a b" })).to.equal(
      'ssmParameter: "a b" is not the name of an SSM parameter; use one such as /images/order-processor/current.',
    );
    expect(await refuses({ copyFrom: { region: "us-east1", ids: [] }, keep: 0, kmsKeyId: "alias/images" })).to.equal(
      "keep: 0 is not a number of copies; use a whole number from 1 to 20: 2 leaves one to roll back to. " +
        'copyFrom.region: "us-east1" is not a commercial AWS Region; use "us-east-1". ' +
        "copyFrom.ids: [] names no AMI; give the id of the AMI to copy, then those of earlier copies to keep. " +
        'kmsKeyId: "alias/images" is not the ARN of a KMS key; use the key\'s own ARN, arn:aws:kms:<Region>:<account>:key/<id>.',
    );
  });

  it("refuses a wrong id that is an Output", async () => {
    const run = await withMocks(() =>
      promiseOf(new RegionalImage("orders", { id: pulumi.output("i-1") }).imageId).catch(
        (error: Error) => error.message,
      ),
    ).catch((error: Error) => ({ result: error.message }));
    expect(run.result).to.contain(
      'RegionalImage "orders" cannot be created. id: "i-1" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
    );
  });
});
