import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { version } from "@pulumi/aws/package.json";
import { expect } from "chai";
import { type SandboxProvider, startProvider } from "../../../sandbox/provider/server";
import { F, T } from "../../../sandbox/tokens";
import { UNKNOWN } from "../../../sandbox/values";
import { EngineSide } from "./client";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const asset = (file: string, hash: string) => ({ [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", path: file, hash });

describe("the sandbox as Pulumi's aws provider", () => {
  let folder: string;
  let file: string;
  let provider: SandboxProvider;
  let engine: EngineSide;

  const connect = async (region: string): Promise<EngineSide> => {
    const side = new EngineSide(provider.port);
    await side.configure({ region });
    return side;
  };
  const failureOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => "no failure",
      (error: Error) => error.message,
    );

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "provider-"));
    file = path.join(folder, "world", "cloud.json");
    provider = await startProvider(file);
    engine = await connect("us-east-1");
  });
  afterEach(async () => {
    engine.close();
    await provider.stop();
    await rm(folder, { recursive: true });
  });

  describe("as a whole", () => {
    it("takes secrets, and neither resource references nor output values", async () => {
      expect(await engine.handshake()).to.deep.equal({
        acceptSecrets: true,
        acceptResources: false,
        acceptOutputs: false,
        supportsAutonamingConfiguration: false,
      });
    });

    it("says that it is the version of the SDK", async () => {
      expect(await engine.pluginVersion()).to.equal(version);
    });

    it("refuses config without a Region, or with one that there is not", async () => {
      const reason = "Missing Region: set `aws:region` in the stack's config, or `region` of the provider";
      expect((await engine.checkConfig({})).failures).to.deep.equal([{ property: "region", reason }]);
      expect((await engine.checkConfig({ region: "us-east-9" })).failures).to.deep.equal([
        { property: "region", reason: "invalid AWS Region: us-east-9" },
      ]);
      expect(await engine.checkConfig({ region: UNKNOWN })).to.deep.equal({
        inputs: { region: UNKNOWN },
        failures: [],
      });
      expect(await engine.checkConfig({ region: "us-east-1" })).to.deep.equal({
        inputs: { region: "us-east-1" },
        failures: [],
      });
    });

    it("is another provider in another Region, and the same with other tags", async () => {
      const moved = await engine.diffConfig({ region: "us-east-1" }, { region: "us-east-2", version });
      expect([moved.diffsList, moved.replacesList]).to.deep.equal([["region"], ["region"]]);
      const tagged = await engine.diffConfig({ region: "us-east-1" }, { region: "us-east-1", defaultTags: "{}" });
      expect([tagged.diffsList, tagged.replacesList]).to.deep.equal([["defaultTags"], []]);
    });

    it("answers nobody who has not configured it", async () => {
      const stranger = new EngineSide(provider.port);
      expect(await failureOf(stranger.invoke(F.getRegion, {}))).to.equal(
        "The engine has not configured this provider.",
      );
      stranger.close();
    });

    it("keeps two connections apart: each has its own Region and tags", async () => {
      const west = new EngineSide(provider.port);
      await west.configure({ region: "us-west-2", defaultTags: JSON.stringify({ tags: { team: "orders" } }) });
      const eastern = await engine.make(T.Vpc, "east", { cidrBlock: "10.0.0.0/16" });
      const western = await west.make(T.Vpc, "west", { cidrBlock: "10.0.0.0/16" });
      expect([eastern.outputs.region, eastern.outputs.tagsAll]).to.deep.equal(["us-east-1", {}]);
      expect([western.outputs.region, western.outputs.tagsAll]).to.deep.equal(["us-west-2", { team: "orders" }]);
      expect((await west.read(T.Vpc, "east", eastern.id)).id).to.equal("");
      expect((await west.read(T.Vpc, "east", eastern.id, { region: "us-east-1" })).id).to.equal(eastern.id);
      west.close();
    });
  });

  describe("check", () => {
    it("fills in a physical name, which stays for as long as the resource does", async () => {
      const given = { internal: true, loadBalancerType: "network", subnets: [UNKNOWN] };
      const { inputs, failures } = await engine.check(T.LoadBalancer, "orders-nlb", given);
      expect(failures).to.deep.equal([]);
      expect(inputs.name).to.match(/^orders-nlb-[0-9a-f]{7}$/);
      const again = await engine.check(T.LoadBalancer, "orders-nlb", given, inputs);
      expect(again.inputs).to.deep.equal(inputs);
    });

    it("names the property of each problem", async () => {
      const { failures } = await engine.check(T.TargetGroup, "t", { port: 70000, protocol: "TCP", vpcId: "vpc-1" });
      expect(failures).to.deep.equal([
        { property: "port", reason: "expected to be in the range (1 - 65535), got 70000" },
      ]);
    });

    it("refuses a type that it does not know", async () => {
      expect(await failureOf(engine.check("aws:ec2/instance:Instance", "i", {}))).to.equal(
        "The sandbox does not know aws:ec2/instance:Instance: add a table to sandbox/tables/ec2.ts.",
      );
    });
  });

  describe("create, update, read and delete", () => {
    it("leave what AWS computes unknown in a preview, and the account as it is", async () => {
      const { inputs } = await engine.check(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      const { id, outputs } = await engine.create(T.Vpc, "v", inputs, true);
      expect([id, outputs.cidrBlock, outputs.arn]).to.deep.equal(["", "10.0.0.0/16", UNKNOWN]);
      expect(provider.cloud.all(T.Vpc)).to.deep.equal([]);
    });

    it("keep known outputs in the preview of an update", async () => {
      const { id, inputs, outputs } = await engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      const changed = { ...inputs, tags: { Name: "new" } };
      const previewed = await engine.update(T.Vpc, "v", id, outputs, changed, true);
      expect([previewed.arn, previewed.tags]).to.deep.equal([outputs.arn, { Name: "new" }]);
      expect((await engine.read(T.Vpc, "v", id)).outputs.tags).to.equal(undefined);
      await engine.update(T.Vpc, "v", id, outputs, changed);
      expect((await engine.read(T.Vpc, "v", id)).outputs.tags).to.deep.equal({ Name: "new" });
    });

    it("read what create said, and nothing of what is gone", async () => {
      const { id, inputs, outputs } = await engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      expect(await engine.read(T.Vpc, "v", id)).to.deep.equal({ id, outputs, inputs });
      await engine.delete(T.Vpc, "v", id);
      expect(await engine.read(T.Vpc, "v", id)).to.deep.equal({ id: "", outputs: {}, inputs: {} });
    });

    it("pass on what AWS refuses, word for word", async () => {
      const vpc = await engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      const subnet = await engine.make(T.Subnet, "s", {
        vpcId: vpc.id,
        cidrBlock: "10.0.0.0/24",
        availabilityZoneId: "use1-az1",
      });
      expect(await failureOf(engine.delete(T.Vpc, "v", vpc.id))).to.equal(
        `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted (${subnet.id}).`,
      );
      const orphan = engine.make(T.Subnet, "o", { vpcId: "vpc-00000000000000000", cidrBlock: "10.0.0.0/24" });
      expect(await failureOf(orphan)).to.equal(
        "vpcId: InvalidVpcID.NotFound: The vpc ID 'vpc-00000000000000000' does not exist",
      );
    });

    it("keep a secret secret, and hand AWS the plain value", async () => {
      const { inputs, outputs, id } = await engine.make(T.Vpc, "v", {
        cidrBlock: "10.0.0.0/16",
        tags: { Name: "plain", Key: secret("hidden") },
      });
      expect(inputs.tags).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
      expect(outputs.tags).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
      expect(outputs.tagsAll).to.deep.equal(secret({ Name: "plain", Key: "hidden" }));
      expect(provider.cloud.read(T.Vpc, id, { region: "us-east-1" })?.inputs.tags).to.deep.equal({
        Name: "plain",
        Key: "hidden",
      });
    });

    it("give every kind of unknown back as one", async () => {
      const number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
      const { inputs, failures } = await engine.check(T.TargetGroup, "t", {
        port: number,
        protocol: "TCP",
        vpcId: UNKNOWN,
      });
      expect([inputs.port, failures]).to.deep.equal([UNKNOWN, []]);
    });
  });

  describe("diff", () => {
    const given = { port: 80, protocol: "TCP", vpcId: "vpc-1", tags: { a: "1" } };
    const diff = async (changes: Record<string, unknown>) => {
      const { inputs } = await engine.check(T.TargetGroup, "t", given);
      return engine.diff(T.TargetGroup, "t", inputs, inputs, { ...inputs, ...changes });
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
      const { inputs } = await engine.check(T.TargetGroup, "t", given);
      const outputs = { ...inputs, arn: "arn:aws:x", port: 79 };
      const found = await engine.diff(T.TargetGroup, "t", undefined, outputs, inputs);
      expect(found.detailed).to.deep.equal({ port: "UPDATE_REPLACE" });
    });

    it("goes by the content of an asset, not by where it lies", async () => {
      const inputs = { bucket: "b", key: "k", source: asset("/old/a.tar.gz", "11") };
      const moved = { ...inputs, source: asset("/new/a.tar.gz", "11") };
      const built = { ...inputs, source: asset("/old/a.tar.gz", "22") };
      expect((await engine.diff(T.BucketObjectv2, "o", inputs, {}, moved)).changes).to.equal(false);
      expect((await engine.diff(T.BucketObjectv2, "o", inputs, {}, built)).detailed).to.deep.equal({
        source: "UPDATE",
      });
    });

    it("lets the engine find an asset again", async () => {
      const source = asset("/old/a.tar.gz", "11");
      const { inputs } = await engine.check(T.BucketObjectv2, "o", { bucket: "b", key: "k", source });
      expect(inputs.source).to.deep.equal(source);
    });
  });

  describe("the state file", () => {
    it("has everything by the time the engine gets its answer", async () => {
      const { id } = await engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      const saved = JSON.parse(await readFile(file, "utf8")) as { resources: { id: string }[] };
      expect(saved.resources.map((resource) => resource.id)).to.deep.equal([id]);
      expect(await readdir(path.dirname(file))).to.deep.equal(["cloud.json"]);
    });

    it("has all of many calls at once", async () => {
      const names = Array.from({ length: 20 }, (_, i) => `vpc-${i}`);
      await Promise.all(names.map((name) => engine.make(T.Vpc, name, { cidrBlock: "10.0.0.0/16" })));
      const saved = JSON.parse(await readFile(file, "utf8")) as { resources: unknown[] };
      expect(saved.resources).to.have.length(20);
    });

    it("is taken up by the next provider", async () => {
      const { id, outputs } = await engine.make(T.Vpc, "v", { cidrBlock: "10.0.0.0/16" });
      await provider.stop();
      engine.close();
      provider = await startProvider(file);
      engine = await connect("us-east-1");
      expect((await engine.read(T.Vpc, "v", id)).outputs).to.deep.equal(outputs);
    });

    it("is refused when it is of another version", async () => {
      const other = path.join(folder, "other.json");
      await writeFile(other, '{"version":2}');
      expect(await failureOf(startProvider(other))).to.equal(
        `${other} has version 2 of the sandbox's state, not 1: delete it and its stacks.`,
      );
    });
  });

  it("answers functions in the connection's Region", async () => {
    expect((await engine.invoke(F.getRegion, {})).region).to.equal("us-east-1");
    expect(await failureOf(engine.invoke(F.getVpc, { id: "vpc-00000000000000000" }))).to.contain("VPC");
  });
});
