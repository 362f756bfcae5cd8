import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { CloudError } from "../../sandbox/table";
import { T } from "../../sandbox/tokens";
import { type Properties, UNKNOWN } from "../../sandbox/values";
import { balancer, network, TestAccount } from "./account";

const CIDR = { cidrBlock: "10.0.0.0/16" };

describe("the sandbox account", () => {
  it("gives the same program the same ids, and another URN others", () => {
    const id = (name: string) => new TestAccount().make(T.Vpc, name, CIDR).id;
    expect(id("a")).to.match(/^vpc-[0-9a-f]{17}$/);
    expect(id("a")).to.equal(id("a"));
    expect(id("a")).not.to.equal(id("b"));
  });

  it("gives a replacement of a resource ids and a name of its own", () => {
    const account = new TestAccount();
    const first = account.make(T.LogGroup, "a", {});
    const second = account.make(T.LogGroup, "a", {});
    expect(second.id).to.match(/^a-[0-9a-f]{7}$/);
    expect(second.id).not.to.equal(first.id);
  });

  it("remembers everything when it is written and read", () => {
    const account = new TestAccount();
    const net = network(account, ["use1-az1", "use1-az2"]);
    balancer(account, net);
    account.make(T.AmiCopy, "ami", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-west-2" });
    const text = JSON.stringify(account.cloud);
    const again = new TestAccount("us-east-1", new Cloud(JSON.parse(text)));
    expect(JSON.stringify(again.cloud)).to.equal(text);
    expect(again.deleteRefusal(T.Vpc, net.vpc.id)).to.contain("DependencyViolation");
    expect(again.make(T.Vpc, "net", CIDR).id).not.to.equal(net.vpc.id);
    const copied = { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1" };
    expect(again.refusals(T.AmiCopy, "wrong", copied)).to.have.length(1);
  });

  it("keeps the Regions apart", () => {
    const east = new TestAccount("us-east-1");
    const west = east.in("us-west-2");
    const vpc = east.make(T.Vpc, "a", CIDR);
    expect(west.read(T.Vpc, vpc.id)).to.equal(undefined);
    const subnet = { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" };
    expect(west.refusals(T.Subnet, "s", subnet)).to.deep.equal([
      `vpcId: InvalidVpcID.NotFound: The vpc ID '${vpc.id}' does not exist in us-west-2; it is in us-east-1`,
    ]);
  });

  it("puts a resource with a region input there, wherever the provider is", () => {
    const account = new TestAccount("us-east-1");
    const vpc = account.make(T.Vpc, "a", { ...CIDR, region: "eu-west-1" });
    expect(vpc.arn).to.equal(`arn:aws:ec2:eu-west-1:123456789012:vpc/${vpc.id}`);
    expect(vpc.region).to.equal("eu-west-1");
    expect(account.in("eu-west-1").read(T.Vpc, vpc.id)).to.include({ cidrBlock: "10.0.0.0/16" });
    expect(account.replaces(T.Vpc, CIDR, { ...CIDR, region: "eu-west-1" })).to.deep.equal(["region"]);
  });

  it("refuses a Region that AWS does not have, and a Region for a global resource", () => {
    const account = new TestAccount();
    expect(account.refusals(T.Vpc, "a", { ...CIDR, region: "us-east-9" })).to.deep.equal([
      'region: Invalid Region Value: "us-east-9" is not a Region of AWS',
    ]);
    expect(account.refusals(T.Zone, "z", { name: "a.internal", region: "us-east-1" })).to.deep.equal([
      "region: is not an argument of a global resource",
    ]);
  });

  it("shares global resources between Regions", () => {
    const east = new TestAccount("us-east-1");
    const zone = east.make(T.Zone, "z", { name: "a.internal" });
    expect(east.in("ap-south-1").read(T.Zone, zone.id)).to.include({ name: "a.internal" });
    expect(zone).not.to.have.property("region");
  });

  it("refuses a missing required argument by its name", () => {
    expect(new TestAccount().refusals(T.Subnet, "s", { cidrBlock: "10.0.0.0/24" })).to.deep.equal([
      'vpcId: Missing required argument "vpcId"',
    ]);
  });

  it("refuses a second manager of one thing", () => {
    const account = new TestAccount();
    const bucket = account.make(T.Bucket, "b", {});
    account.make(T.BucketPublicAccessBlock, "one", { bucket: bucket.id });
    expect(account.refusals(T.BucketPublicAccessBlock, "two", { bucket: bucket.id })).to.deep.equal([
      `AlreadyExists: ${bucket.id} exists already, and another resource manages it`,
    ]);
  });

  it("goes on as well as it can where refusals are collected", () => {
    const cloud = new Cloud();
    const collected: string[] = [];
    const context = {
      region: "us-east-1",
      seed: "s",
      onRefusal: (refusals: readonly { message: string }[]) => collected.push(...refusals.map((r) => r.message)),
    };
    const { id, outputs } = cloud.create(T.Subnet, { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }, context);
    expect(collected).to.deep.equal(["InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist"]);
    expect(outputs.arn).to.equal(`arn:aws:ec2:us-east-1:123456789012:subnet/${id}`);
    const { onRefusal, ...strict } = context;
    expect(() => cloud.create(T.Subnet, { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }, strict)).to.throw(CloudError);
  });

  it("puts the provider's tags under the resource's own", () => {
    const cloud = new Cloud();
    const context = { region: "us-east-1", seed: "s", defaultTags: { team: "a", env: "test" } };
    const { outputs } = cloud.create(T.Vpc, { ...CIDR, tags: { team: "b" } }, context);
    expect(outputs.tagsAll).to.deep.equal({ team: "b", env: "test" });
    expect(outputs.tags).to.deep.equal({ team: "b" });
  });

  it("refuses to change what is gone, and deletes it without a word", () => {
    const account = new TestAccount();
    expect(() => account.update(T.Vpc, "a", "vpc-1", CIDR)).to.throw(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    );
    expect(account.deleteRefusal(T.Vpc, "vpc-1")).to.equal(undefined);
  });
});

describe("a preview of the sandbox", () => {
  const context = { region: "us-east-1", seed: "s" };

  it("does not judge what it does not know yet", () => {
    const { problems } = new Cloud().check(T.Subnet, "s", { vpcId: UNKNOWN, cidrBlock: UNKNOWN }, context);
    expect(problems).to.deep.equal([]);
  });

  it("leaves computed outputs of a new resource unknown, and inputs and tags known", () => {
    const cloud = new Cloud();
    const { inputs } = cloud.check(
      T.LaunchTemplate,
      "lt",
      { imageId: "ami-0123456789abcdef0", tags: { a: "b" } },
      context,
    );
    expect(cloud.unknownOutputs(T.LaunchTemplate, inputs, context)).to.deep.include({
      imageId: "ami-0123456789abcdef0",
      arn: UNKNOWN,
      latestVersion: UNKNOWN,
      defaultVersion: UNKNOWN,
      region: "us-east-1",
      tagsAll: { a: "b" },
    });
  });

  it("leaves only those outputs of a changed resource unknown that may change with it", () => {
    const account = new TestAccount();
    const before = account.make(T.LaunchTemplate, "lt", { imageId: "ami-0123456789abcdef0" });
    const { inputs } = account.check(T.LaunchTemplate, "lt", { imageId: "ami-00000000000000000" });
    const after = account.cloud.unknownOutputs(T.LaunchTemplate, inputs, context, before);
    expect(after).to.include({ arn: before.arn, latestVersion: UNKNOWN, imageId: "ami-00000000000000000" });
  });

  it("knows the version of a template and the block of a VPC when only their tags change", () => {
    const account = new TestAccount();
    const template = account.make(T.LaunchTemplate, "lt", { imageId: "ami-0123456789abcdef0" });
    const vpc = account.make(T.Vpc, "v", { ...CIDR, assignGeneratedIpv6CidrBlock: true });
    const preview = (type: string, given: Properties, old: Properties) =>
      account.cloud.unknownOutputs(type, account.check(type, "x", { ...given, tags: { a: "b" } }).inputs, context, old);
    expect(preview(T.LaunchTemplate, { imageId: "ami-0123456789abcdef0" }, template).latestVersion).to.equal(1);
    expect(preview(T.Vpc, { ...CIDR, assignGeneratedIpv6CidrBlock: true }, vpc).ipv6CidrBlock).to.equal(
      vpc.ipv6CidrBlock,
    );
    expect(preview(T.Vpc, CIDR, vpc).ipv6CidrBlock).to.equal(UNKNOWN);
  });

  it("counts an unknown value as a change", () => {
    const account = new TestAccount();
    const { inputs } = account.check(T.Subnet, "s", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
    const { changed, replaces } = account.cloud.diff(T.Subnet, inputs, { ...inputs, vpcId: UNKNOWN });
    expect({ changed, replaces }).to.deep.equal({ changed: ["vpcId"], replaces: ["vpcId"] });
  });
});
