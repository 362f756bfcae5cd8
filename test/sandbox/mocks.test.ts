import * as aws from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("The promise was expected to reject.");
}

class Box extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Box", name, {}, opts);
    new aws.Vpc(`${name}-vpc`, { cidrBlock: "10.0.0.0/22" }, { parent: this });
    this.registerOutputs({ done: true });
  }
}

describe("the mocks", () => {
  it("record children with their parent, and answer with the sandbox's outputs", async () => {
    const run = await withMocks(() => new Box("a"));
    expect(run.count()).to.deep.equal({ "aws:ec2/vpc:Vpc": 1, "test:index:Box": 1 });
    const vpc = run.named("a-vpc");
    expect(vpc.urn).to.equal("urn:pulumi:test::saas-privatelink::test:index:Box$aws:ec2/vpc:Vpc::a-vpc");
    expect(vpc.parent).to.equal("urn:pulumi:test::saas-privatelink::test:index:Box::a");
    expect(vpc.inputs).to.deep.equal({ cidrBlock: "10.0.0.0/22" });
    expect(vpc.outputs.arn).to.match(/^arn:aws:ec2:us-east-1:123456789012:vpc\/vpc-[0-9a-f]{17}$/);
    expect(run.named("a").outputs).to.deep.equal({ done: true });
  });

  it("reject two resources with one URN", async () => {
    const message = await failure(
      withMocks(() => {
        new aws.Vpc("a", { cidrBlock: "10.0.0.0/22" });
        new aws.Vpc("a", { cidrBlock: "10.1.0.0/22" });
      }),
    );
    expect(message).to.equal(
      'aws:ec2/vpc:Vpc "a": duplicate URN urn:pulumi:test::saas-privatelink::aws:ec2/vpc:Vpc::a: two resources have the same parent type, type and name',
    );
  });

  it("reject what AWS refuses, all of it at once", async () => {
    const message = await failure(
      withMocks(() => {
        const vpc = new aws.Vpc("a", { cidrBlock: "10.0.0.0/22" });
        new aws.Subnet("s", { vpcId: vpc.id, cidrBlock: "10.0.0.1/26" });
        new aws.Vpc("b", { cidrBlock: "10.0.0.0/8" });
      }),
    );
    expect(message.split("\n").sort()).to.deep.equal([
      `aws:ec2/subnet:Subnet "s": cidrBlock: "10.0.0.1/26" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/26"?`,
      'aws:ec2/vpc:Vpc "b": cidrBlock: expected "10.0.0.0/8" to contain a network Value with between 16 and 28 significant bits, got: 8',
    ]);
  });

  it("reject a type that the sandbox does not know", async () => {
    class Odd extends pulumi.CustomResource {}
    expect(await failure(withMocks(() => new Odd("aws:odd/thing:Thing", "a", {})))).to.equal(
      'aws:odd/thing:Thing "a": The sandbox does not know aws:odd/thing:Thing: add a table to sandbox/tables/odd.ts.',
    );
  });

  it("reject an error inside an apply, with its own message", async () => {
    const message = await failure(
      withMocks(() => {
        const vpc = new aws.Vpc("a", { cidrBlock: "10.0.0.0/22" });
        const bad = vpc.id.apply((): string => {
          throw new Error("refused by a rule");
        });
        new aws.Subnet("s", { vpcId: bad, cidrBlock: "10.0.0.0/26" });
      }),
    );
    expect(message).to.equal('error serializing property "vpcId": refused by a rule');
  });

  it("answer a StackReference from the given outputs, and reject an unknown stack", async () => {
    const stackOutputs = { "organization/p/one": { imageId: "ami-0123456789abcdef0" } };
    const run = await withMocks(() => promiseOf(new pulumi.StackReference("organization/p/one").getOutput("imageId")), {
      stackOutputs,
    });
    expect(run.result).to.equal("ami-0123456789abcdef0");
    expect(await failure(withMocks(() => new pulumi.StackReference("organization/p/two")))).to.equal(
      'pulumi:pulumi:StackReference "organization/p/two": name: there is no stack "organization/p/two" to read outputs from',
    );
  });
});
