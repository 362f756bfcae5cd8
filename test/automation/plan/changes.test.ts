import * as autoscaling from "@pulumi/aws/autoscaling";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import { Provider } from "@pulumi/aws/provider";
import * as s3 from "@pulumi/aws/s3";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { changesBetween, jobWith, planned } from "../support/evaluating";
import { CleanUp, folderWith, write } from "../support/folder";

const cleanUp = new CleanUp();

/** A VPC with a subnet in it, and what the caller says of them. */
function network(vpc: Partial<ec2.VpcArgs>, subnet: Partial<ec2.SubnetArgs> = {}, opts?: pulumi.CustomResourceOptions) {
  const { id } = new ec2.Vpc("v", { cidrBlock: "10.0.0.0/22", ...vpc }, opts);
  new ec2.Subnet("s", { vpcId: id, cidrBlock: "10.0.0.0/24", ...subnet });
}

describe("the changes since the last plan", () => {
  afterEach(cleanUp.all);

  it("are undefined where there is no last plan", async () => {
    const { plan } = await planned(() => network({}));
    expect([plan.changes, plan.lastTime]).to.deep.equal([undefined, undefined]);
  });

  it("are none where the program is the same", async () => {
    expect(
      await changesBetween(
        () => network({}),
        () => network({}),
      ),
    ).to.deep.equal([]);
  });

  it("name the properties of an update", async () => {
    const changes = await changesBetween(
      () => network({}),
      () => network({ enableDnsHostnames: true, tags: { a: "1" } }),
    );
    expect(changes).to.deep.equal(["updated Vpc v: enableDnsHostnames, tags"]);
  });

  it("name the property that forces a replacement, and go on to what refers to the replaced resource", async () => {
    const changes = await changesBetween(
      () => network({}),
      () => network({ cidrBlock: "10.0.0.0/21", tags: { a: "1" } }),
    );
    expect(changes).to.deep.equal(["replaced Vpc v: cidrBlock, tags / cidrBlock", "replaced Subnet s: vpcId / vpcId"]);
  });

  it("list what is new and what is gone; components too", async () => {
    class Group extends pulumi.ComponentResource {
      constructor(name: string) {
        super("shop:index:Group", name);
        new sns.Topic(`${name}-topic`, {}, { parent: this });
        this.registerOutputs({});
      }
    }
    expect(
      await changesBetween(
        () => void new Group("a"),
        () => void new Group("b"),
      ),
    ).to.deep.equal(["created Group b", "created Topic b-topic", "deleted Topic a-topic", "deleted Group a"]);
  });

  it("see a change of outputs in what refers to them", async () => {
    const fleet = (imageId: string) => () => {
      const { id, latestVersion } = new ec2.LaunchTemplate("t", { imageId, instanceType: "t3.small" });
      const version = latestVersion.apply(String);
      const availabilityZones = ["us-east-1a"];
      new autoscaling.Group("g", { minSize: 1, maxSize: 1, availabilityZones, launchTemplate: { id, version } });
    };
    const [one, two] = [fleet("ami-0123456789abcdef0"), fleet("ami-0123456789abcdef1")];
    expect(await changesBetween(one, two)).to.deep.equal([
      "updated LaunchTemplate t: imageId",
      "updated Group g: launchTemplate",
    ]);
  });

  it("compare each plan with the one right before it", async () => {
    const versions = async (...images: string[]) => {
      let lastPlan: Awaited<ReturnType<typeof planned>>["toKeep"] | undefined;
      const seen: unknown[] = [];
      for (const imageId of images) {
        const program = () => ({ version: new ec2.LaunchTemplate("t", { imageId }).latestVersion });
        const { plan, toKeep } = await planned(program, jobWith({ lastPlan }));
        lastPlan = toKeep;
        seen.push(plan.outputs.version, plan.changes?.length);
      }
      return seen;
    };
    const [a, b] = ["ami-0123456789abcdef0", "ami-0123456789abcdef1"];
    expect(await versions(a, b, b, a)).to.deep.equal([1, undefined, 2, 1, 2, 0, 3, 1]);
  });

  it("give a replaced resource another id each time", async () => {
    let lastPlan: Awaited<ReturnType<typeof planned>>["toKeep"] | undefined;
    const ids = new Set<unknown>();
    for (const cidrBlock of ["10.0.0.0/24", "10.1.0.0/24", "10.0.0.0/24", "10.0.0.0/24"]) {
      const { plan, toKeep } = await planned(() => ({ id: new ec2.Vpc("v", { cidrBlock }).id }), jobWith({ lastPlan }));
      lastPlan = toKeep;
      ids.add(plan.outputs.id);
    }
    expect(ids.size).to.equal(3);
  });

  it("see that a secret changed, without keeping it", async () => {
    const topic = (name: string) => () => void new sns.Topic("t", { displayName: pulumi.secret(name) });
    expect(await changesBetween(topic("one"), topic("one"))).to.deep.equal([]);
    expect(await changesBetween(topic("one"), topic("two"))).to.deep.equal(["updated Topic t: displayName"]);
  });

  it("see new content of a file", async () => {
    const folder = folderWith({ "page.html": "one" }, cleanUp.add);
    const program = () => {
      const { bucket } = new s3.Bucket("b", {});
      new s3.BucketObjectv2("o", { bucket, key: "page", source: new pulumi.asset.FileAsset(`${folder}/page.html`) });
    };
    const { toKeep } = await planned(program);
    write(folder, { "page.html": "two" });
    const { plan } = await planned(program, jobWith({ lastPlan: toKeep }));
    expect(plan.changes?.map(({ name, properties }) => [name, properties])).to.deep.equal([["o", ["source"]]]);
  });

  it("leave out what ignoreChanges names, and replace for what replaceOnChanges names", async () => {
    const program = (tags: Record<string, string>, opts: pulumi.CustomResourceOptions) => () =>
      network({ tags }, {}, opts);
    const ignoring = { ignoreChanges: ['tags["a"]'] };
    expect(await changesBetween(program({ a: "1" }, {}), program({ a: "2" }, ignoring))).to.deep.equal([]);
    const replacing = { replaceOnChanges: ["tags"] };
    expect(await changesBetween(program({ a: "1" }, {}), program({ a: "2" }, replacing))).to.deep.equal([
      "replaced Vpc v: tags / tags",
      "replaced Subnet s: vpcId / vpcId",
    ]);
  });

  it("replace what moves to another Region", async () => {
    const program = (region: "us-east-1" | "us-east-2") => () => {
      const provider = new Provider("p", { region });
      new sns.Topic("t", {}, { provider });
    };
    expect(await changesBetween(program("us-east-1"), program("us-east-2"))).to.deep.equal([
      "replaced Topic t: region / region",
    ]);
  });

  it("are none where a resource is in a Region of its own, and name what is changed in it there", async () => {
    const program = (item: string) => () => {
      const region = "us-east-2";
      const attributes = [{ name: "pk", type: "S" }];
      const table = new dynamodb.Table("t", { region, hashKey: "pk", attributes, billingMode: "PAY_PER_REQUEST" });
      new dynamodb.TableItem("i", { region, tableName: table.name, hashKey: "pk", item });
    };
    const [one, two] = ['{"pk":{"S":"a"},"n":{"N":"1"}}', '{"pk":{"S":"a"},"n":{"N":"2"}}'];
    expect(await changesBetween(program(one), program(one))).to.deep.equal([]);
    expect(await changesBetween(program(one), program(two))).to.deep.equal(["updated TableItem i: item"]);
  });

  it("leave what is in a Region of its own where it is when its provider moves", async () => {
    const program = (region: "us-east-1" | "us-east-2") => () => {
      const provider = new Provider("p", { region });
      new sns.Topic("t", { region: "us-west-2" }, { provider });
    };
    expect(await changesBetween(program("us-east-1"), program("us-east-2"))).to.deep.equal([]);
  });

  it("see new code in an archive, which is kept by its hash alone", async () => {
    const program = (code: string, memorySize: number) => () => {
      const assumedBy = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
      const trust = JSON.stringify({ Version: "2012-10-17", Statement: [assumedBy] });
      const role = new iam.Role("r", { assumeRolePolicy: trust });
      new lambda.Function("f", {
        role: role.arn,
        runtime: lambda.Runtime.NodeJS22dX,
        handler: "index.handler",
        code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
        memorySize,
      });
    };
    const [one, two] = ["exports.handler = async () => 1;", "exports.handler = async () => 2;"];
    expect(await changesBetween(program(one, 128), program(one, 128))).to.deep.equal([]);
    expect(await changesBetween(program(one, 128), program(one, 256))).to.deep.equal([
      "updated Function f: memorySize",
    ]);
    expect(await changesBetween(program(one, 128), program(two, 128))).to.deep.equal(["updated Function f: code"]);
    const { toKeep } = await planned(program(one, 128));
    expect(JSON.stringify(toKeep)).not.to.contain(one);
    const again = await planned(program(one, 128), jobWith({ lastPlan: toKeep }));
    expect(again.plan.resources.at(-1)?.outputs.code, "what is shown").to.have.nested.property(
      "assets.index\\.js.text",
      one,
    );
    expect(again.toKeep.resources).to.deep.equal(toKeep.resources);
  });

  it("do not take what is gone, or replaced, for a conflict with what is new", async () => {
    const subnet = (name: string) => () => {
      const vpc = new ec2.Vpc("v", { cidrBlock: "10.0.0.0/24" });
      new ec2.Subnet(name, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    };
    expect(await changesBetween(subnet("a"), subnet("b"))).to.deep.equal(["created Subnet b", "deleted Subnet a"]);
  });

  it("say what the engine would refuse because it is protected", async () => {
    const { toKeep } = await planned(() => network({}, {}, { protect: true }));
    const { plan } = await planned(
      () => network({ cidrBlock: "10.0.0.0/21" }, {}, { protect: true }),
      jobWith({ lastPlan: toKeep }),
    );
    expect(plan.changes?.map(({ name, protect }) => [name, protect])).to.deep.equal([
      ["v", true],
      ["s", false],
    ]);
  });

  it("are left out where another sandbox made the last plan", async () => {
    const { toKeep } = await planned(() => network({}));
    const lastPlan = JSON.parse(JSON.stringify(toKeep).replaceAll(/vpc-[0-9a-f]{17}/g, "vpc-00000000000000000"));
    const { plan } = await planned(() => network({}), jobWith({ lastPlan }));
    expect([plan.changes, plan.lastTime]).to.deep.equal([undefined, toKeep.time]);
  });
});
