import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { asset, ProviderSetting, SIGNATURE } from "./setting";

describe("diff, asked of the sandbox's provider", () => {
  let setting: ProviderSetting;
  beforeEach(async () => {
    setting = await ProviderSetting.start();
  });
  afterEach(() => setting.stop());

  const given = { port: 80, protocol: "TCP", vpcId: "vpc-1", tags: { a: "1" } };
  const diff = async (changes: Record<string, unknown>) => {
    const { inputs } = await setting.engine.check(T.TargetGroup, "t", given);
    return setting.engine.diff(T.TargetGroup, "t", inputs, inputs, { ...inputs, ...changes });
  };

  it("is none between equal inputs", async () => {
    expect(await diff({})).to.deep.equal({ changes: false, replaces: [], deleteBeforeReplace: false, detailed: {} });
  });

  it("names what changes in place", async () => {
    expect(await diff({ tags: { a: "2" }, deregistrationDelay: 60 })).to.deep.equal({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
      detailed: { tags: "UPDATE", deregistrationDelay: "UPDATE" },
    });
  });

  it("names what makes a new resource, made before the old one goes", async () => {
    expect(await diff({ port: 81 })).to.deep.equal({
      changes: true,
      replaces: ["port"],
      deleteBeforeReplace: false,
      detailed: { port: "UPDATE_REPLACE" },
    });
  });

  it("takes outputs for old inputs where the engine has none", async () => {
    const { inputs } = await setting.engine.check(T.TargetGroup, "t", given);
    const outputs = { ...inputs, arn: "arn:aws:x", port: 79 };
    const found = await setting.engine.diff(T.TargetGroup, "t", undefined, outputs, inputs);
    expect(found.detailed).to.deep.equal({ port: "UPDATE_REPLACE" });
  });

  it("goes by the content of an asset, not by where it lies", async () => {
    const inputs = { bucket: "b", key: "k", source: asset("/old/a.tar.gz", "11") };
    const moved = { ...inputs, source: asset("/new/a.tar.gz", "11") };
    const built = { ...inputs, source: asset("/old/a.tar.gz", "22") };
    expect((await setting.engine.diff(T.BucketObjectv2, "o", inputs, {}, moved)).changes).to.equal(false);
    expect((await setting.engine.diff(T.BucketObjectv2, "o", inputs, {}, built)).detailed).to.deep.equal({
      source: "UPDATE",
    });
  });

  it("goes by the content of an archive that is made of texts", async () => {
    const archive = (hash: string, text: string) => ({
      [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7",
      hash,
      assets: { "index.js": { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", hash, text } },
    });
    const role = "arn:aws:iam::123456789012:role/approve";
    const inputs = { role, handler: "index.handler", runtime: "nodejs22.x", code: archive("11", "one") };
    const change = (news: object) => setting.engine.diff(T.Function, "f", inputs, {}, { ...inputs, ...news });
    expect((await change({ code: archive("11", "one") })).changes).to.equal(false);
    expect((await change({ code: archive("22", "two") })).detailed).to.deep.equal({ code: "UPDATE" });
    const checked = await setting.engine.check(T.Function, "f", inputs);
    expect(checked.failures).to.deep.equal([]);
    expect(checked.inputs.code).to.deep.equal(inputs.code);
  });

  it("lets the engine find an asset again", async () => {
    const source = asset("/old/a.tar.gz", "11");
    const { inputs } = await setting.engine.check(T.BucketObjectv2, "o", { bucket: "b", key: "k", source });
    expect(inputs.source).to.deep.equal(source);
  });
});
