import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { UNKNOWN } from "../../../sandbox/values";
import { failureOf, ProviderSetting, secret } from "./setting";

describe("check, asked of the sandbox's provider", () => {
  let setting: ProviderSetting;
  beforeEach(async () => {
    setting = await ProviderSetting.start();
  });
  afterEach(() => setting.stop());

  it("fills in a physical name, which stays for as long as the resource does", async () => {
    const given = { internal: true, loadBalancerType: "network", subnets: [UNKNOWN] };
    const { inputs, failures } = await setting.engine.check(T.LoadBalancer, "orders-nlb", given);
    expect(failures).to.deep.equal([]);
    expect(inputs.name).to.match(/^orders-nlb-[0-9a-f]{7}$/);
    const again = await setting.engine.check(T.LoadBalancer, "orders-nlb", given, inputs);
    expect(again.inputs).to.deep.equal(inputs);
  });

  it("names the property of each problem", async () => {
    const { failures } = await setting.engine.check(T.TargetGroup, "t", {
      port: 70000,
      protocol: "TCP",
      vpcId: "vpc-1",
    });
    expect(failures).to.deep.equal([
      { property: "port", reason: "expected to be in the range (1 - 65535), got 70000" },
    ]);
  });

  it("refuses a type that it does not know", async () => {
    expect(await failureOf(setting.engine.check("aws:ec2/instance:Instance", "i", {}))).to.equal(
      "The sandbox does not know aws:ec2/instance:Instance: add a table to sandbox/tables/ec2.ts.",
    );
  });
});

describe("create, update, read and delete, asked of the sandbox's provider", () => {
  let setting: ProviderSetting;
  beforeEach(async () => {
    setting = await ProviderSetting.start();
  });
  afterEach(() => setting.stop());

  it("leave what AWS computes unknown in a preview, and the account as it is", async () => {
    const { inputs } = await setting.engine.check(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    const { id, outputs } = await setting.engine.create(T.Vpc, "v", inputs, true);
    expect([id, outputs.cidrBlock, outputs.arn]).to.deep.equal(["", "10.0.0.0/16", UNKNOWN]);
    expect(setting.provider.cloud.all(T.Vpc)).to.deep.equal([]);
  });

  it("keep known outputs in the preview of an update", async () => {
    const { id, inputs, outputs } = await setting.engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    const changed = { ...inputs, tags: { Name: "new" } };
    const previewed = await setting.engine.update(T.Vpc, "v", id, outputs, changed, true);
    expect([previewed.arn, previewed.tags]).to.deep.equal([outputs.arn, { Name: "new" }]);
    expect((await setting.engine.read(T.Vpc, "v", id)).outputs.tags).to.equal(undefined);
    await setting.engine.update(T.Vpc, "v", id, outputs, changed);
    expect((await setting.engine.read(T.Vpc, "v", id)).outputs.tags).to.deep.equal({ Name: "new" });
  });

  it("read what create said, and nothing of what is gone", async () => {
    const { id, inputs, outputs } = await setting.engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    expect(await setting.engine.read(T.Vpc, "v", id)).to.deep.equal({ id, outputs, inputs });
    await setting.engine.delete(T.Vpc, "v", id);
    expect(await setting.engine.read(T.Vpc, "v", id)).to.deep.equal({ id: "", outputs: {}, inputs: {} });
  });

  it("pass on what AWS refuses, word for word", async () => {
    const vpc = await setting.engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
    const subnet = await setting.engine.make(T.Subnet, "s", {
      vpcId: vpc.id,
      cidrBlock: "10.0.0.0/24",
      availabilityZoneId: "use1-az1",
    });
    expect(await failureOf(setting.engine.delete(T.Vpc, "v", vpc.id))).to.equal(
      `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted (${subnet.id}).`,
    );
    const orphan = setting.engine.make(T.Subnet, "o", { vpcId: "vpc-00000000000000000", cidrBlock: "10.0.0.0/24" });
    expect(await failureOf(orphan)).to.equal(
      "vpcId: InvalidVpcID.NotFound: The vpc ID 'vpc-00000000000000000' does not exist",
    );
  });

  it("keep a secret secret, and hand AWS the plain value", async () => {
    const { inputs, outputs, id } = await setting.engine.make(T.Vpc, "v", {
      cidrBlock: "10.0.0.0/16",
      tags: { Name: "plain", Key: secret("hidden") },
    });
    expect(inputs.tags).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
    expect(outputs.tags).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
    expect(outputs.tagsAll).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
    expect(setting.provider.cloud.read(T.Vpc, id, { region: "us-east-1" })?.inputs.tags).to.deep.equal({
      Name: "plain",
      Key: "hidden",
    });
  });

  it("give every kind of unknown back as one", async () => {
    const number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
    const { inputs, failures } = await setting.engine.check(T.TargetGroup, "t", {
      port: number,
      protocol: "TCP",
      vpcId: UNKNOWN,
    });
    expect([inputs.port, failures]).to.deep.equal([UNKNOWN, []]);
  });
});
