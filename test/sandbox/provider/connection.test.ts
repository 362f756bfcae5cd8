import { version } from "@pulumi/aws/package.json";
import { expect } from "chai";
import { F, T } from "../../../sandbox/tokens";
import { UNKNOWN } from "../../../sandbox/values";
import { EngineSide } from "./client";
import { failureOf, ProviderSetting } from "./setting";

describe("A connection to the sandbox's provider", () => {
  let setting: ProviderSetting;
  beforeEach(async () => {
    setting = await ProviderSetting.start();
  });
  afterEach(() => setting.stop());

  it("takes secrets, and neither resource references nor output values", async () => {
    expect(await setting.engine.handshake()).to.deep.equal({
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: false,
    });
  });

  it("says that it is the version of the SDK", async () => {
    expect(await setting.engine.pluginVersion()).to.equal(version);
  });

  it("refuses config without a Region, or with one that there is not", async () => {
    const reason = "Missing Region: set `aws:region` in the stack's config, or `region` of the provider";
    expect((await setting.engine.checkConfig({})).failures).to.deep.equal([{ property: "region", reason }]);
    expect((await setting.engine.checkConfig({ region: "us-east-9" })).failures).to.deep.equal([
      { property: "region", reason: "invalid AWS Region: us-east-9" },
    ]);
    expect(await setting.engine.checkConfig({ region: UNKNOWN })).to.deep.equal({
      inputs: { region: UNKNOWN },
      failures: [],
    });
    expect(await setting.engine.checkConfig({ region: "us-east-1" })).to.deep.equal({
      inputs: { region: "us-east-1" },
      failures: [],
    });
  });

  it("is another provider in another Region, and the same with other tags", async () => {
    const moved = await setting.engine.diffConfig({ region: "us-east-1" }, { region: "us-east-2", version });
    expect([moved.diffsList, moved.replacesList]).to.deep.equal([["region"], ["region"]]);
    const tagged = await setting.engine.diffConfig({ region: "us-east-1" }, { region: "us-east-1", defaultTags: "{}" });
    expect([tagged.diffsList, tagged.replacesList]).to.deep.equal([["defaultTags"], []]);
  });

  it("answers nobody who has not configured it", async () => {
    const stranger = new EngineSide(setting.provider.port);
    expect(await failureOf(stranger.invoke(F.getRegion, {}))).to.equal("The engine has not configured this provider.");
    stranger.close();
  });

  it("keeps two connections apart: each has its own Region and tags", async () => {
    const west = new EngineSide(setting.provider.port);
    await west.configure({ region: "us-west-2", defaultTags: JSON.stringify({ tags: { team: "orders" } }) });
    const eastern = await setting.engine.make(T.Vpc, "east", { cidrBlock: "10.0.0.0/16" });
    const western = await west.make(T.Vpc, "west", { cidrBlock: "10.0.0.0/16" });
    expect([eastern.outputs.region, eastern.outputs.tagsAll]).to.deep.equal(["us-east-1", {}]);
    expect([western.outputs.region, western.outputs.tagsAll]).to.deep.equal(["us-west-2", { team: "orders" }]);
    expect((await west.read(T.Vpc, "east", eastern.id)).id).to.equal("");
    expect((await west.read(T.Vpc, "east", eastern.id, { region: "us-east-1" })).id).to.equal(eastern.id);
    west.close();
  });

  it("answers functions in the connection's Region", async () => {
    expect((await setting.engine.invoke(F.getRegion, {})).region).to.equal("us-east-1");
    expect(await failureOf(setting.engine.invoke(F.getVpc, { id: "vpc-00000000000000000" }))).to.contain("VPC");
  });
});
