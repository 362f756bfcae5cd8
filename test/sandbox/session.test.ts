import * as ec2 from "@pulumi/aws/ec2";
import { getRegion } from "@pulumi/aws/getRegion";
import * as aws from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { type Problem, type RecordedResource, useSandbox } from "../../sandbox/mocks";
import { T } from "../../sandbox/tokens";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";

const CIDR = { cidrBlock: "10.0.0.0/22" };

describe("a program's session with the sandbox", () => {
  it("puts resources into the Region and under the tags of their explicit provider", async () => {
    const run = await withMocks(async () => {
      const tags = { tags: { team: "orders" } };
      const provider = new aws.Provider("west", { region: "us-west-2", defaultTags: tags });
      new ec2.Vpc("there", { ...CIDR, tags: { Name: "x" } }, { provider });
      new ec2.Vpc("here", CIDR);
      return (await getRegion({}, { provider })).region;
    });
    expect(run.result).to.equal("us-west-2");
    expect(run.named("there").outputs).to.deep.include({ region: "us-west-2", tagsAll: { Name: "x", team: "orders" } });
    expect(run.named("there").provider).to.equal(`${run.named("west").urn}::${run.named("west").id}`);
    expect(run.named("here").outputs).to.deep.include({ region: "us-east-1", tagsAll: {} });
    expect(run.named("here").provider).to.equal(undefined);
  });

  it("records what a resource waits for, by property and in all", async () => {
    const run = await withMocks(() => {
      const vpc = new ec2.Vpc("vpc", CIDR);
      const other = new ec2.Vpc("other", { cidrBlock: "10.1.0.0/22" });
      new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/26" }, { dependsOn: other, protect: true });
    });
    const { dependencies, propertyDependencies, protect } = run.named("subnet");
    const [vpc, other] = [run.named("vpc").urn, run.named("other").urn];
    expect([...dependencies].sort()).to.deep.equal([other, vpc].sort());
    expect(propertyDependencies).to.deep.equal({ vpcId: [vpc] });
    expect(protect).to.equal(true);
  });

  it("nests the types of all parents in a URN, without the stack", async () => {
    class Outer extends pulumi.ComponentResource {
      constructor() {
        super("test:index:Outer", "outer");
        const inner = new pulumi.ComponentResource("test:index:Inner", "inner", {}, { parent: this });
        new ec2.Vpc("vpc", CIDR, { parent: inner });
        this.registerOutputs();
      }
    }
    const run = await withMocks(() =>
      pulumi.runtime.runInPulumiStack(async () => {
        new Outer();
      }),
    );
    expect(run.named("vpc").urn).to.equal(
      `urn:pulumi:test::saas-privatelink::test:index:Outer$test:index:Inner$${T.Vpc}::vpc`,
    );
    expect(run.one("pulumi:pulumi:Stack").name).to.equal("saas-privatelink-test");
  });

  it("keeps secrets secret, and shows the tables plain values", async () => {
    const run = await withMocks(() => {
      const vpc = new ec2.Vpc("vpc", { ...CIDR, tags: pulumi.secret({ Name: "hidden" }) });
      return pulumi.isSecret(vpc.tags);
    });
    expect(await run.result).to.equal(true);
    expect(run.named("vpc").inputs.tags).to.deep.equal({ Name: "hidden" });
    expect(run.named("vpc").secrets).to.deep.equal(["tags"]);
  });

  it("reads resources that the account has, and reports those that it has not", async () => {
    const cloud = new Cloud();
    const { id } = cloud.create(T.Vpc, CIDR, { region: "us-east-1", seed: "there before" });
    const run = await withMocks(() => promiseOf(ec2.Vpc.get("found", id).cidrBlock), { cloud });
    expect(run.result).to.equal("10.0.0.0/22");
    const missing = withMocks(() => ec2.Vpc.get("lost", "vpc-0"));
    expect(await missing.catch((error: Error) => error.message)).to.equal(
      'aws:ec2/vpc:Vpc "lost": id: there is no resource vpc-0 in the sandbox to read',
    );
  });

  it("answers a reference to the running stack with nothing before its first update", async () => {
    const own = "organization/saas-privatelink/test";
    const run = await withMocks(() => promiseOf(new pulumi.StackReference(own).getOutput("imageSources")));
    expect(run.result).to.equal(undefined);
    const stackOutputs = { [own]: { imageSources: ["ami-1"] } };
    const later = await withMocks(() => promiseOf(new pulumi.StackReference(own).getOutput("imageSources")), {
      stackOutputs,
    });
    expect(later.result).to.deep.equal(["ami-1"]);
  });

  it("tells of a failed call by its own message", async () => {
    const failed = withMocks(() => ec2.getVpc({ id: "vpc-0" }));
    expect(await failed.catch((error: Error) => error.message)).to.contain("no matching EC2 VPC found");
  });

  it("goes on after a problem where problems are collected, and stops the resource where they are not", async () => {
    const problems: Problem[] = [];
    const resources: RecordedResource[] = [];
    const options = {
      region: "us-east-1",
      project: "p",
      stack: "s",
      onResource: (r: RecordedResource) => resources.push(r),
    };
    await useSandbox(new Cloud(), { ...options, onProblem: (problem) => problems.push(problem) });
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/8" });
    const subnet = new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    expect(await promiseOf(subnet.arn)).to.match(/^arn:aws:ec2:us-east-1:123456789012:subnet\//);
    expect(problems.map(({ name, property }) => [name, property])).to.deep.equal([["vpc", "cidrBlock"]]);
    expect(resources.map(({ name }) => name)).to.deep.equal(["vpc", "subnet"]);
  });
});
