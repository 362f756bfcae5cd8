import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import * as debuggablePromises from "@pulumi/pulumi/runtime/debuggable";
import { expect } from "chai";
import { evaluate } from "../../../automation/plan/evaluate";
import { jobWith, placeOf, planned, problemsOf } from "../support/evaluating";

class Pair extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;

  constructor(name: string, args: { readonly cidr: string }, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Pair", name, args, opts);
    const vpc = new ec2.Vpc(`${name}-vpc`, { cidrBlock: args.cidr }, { parent: this });
    new ec2.Subnet(`${name}-subnet`, { vpcId: vpc.id, cidrBlock: args.cidr }, { parent: this });
    this.vpcId = vpc.id;
    this.registerOutputs({ vpcId: vpc.id });
  }
}

const debuggable = debuggablePromises as { debuggablePromise?: unknown };

describe("evaluate", () => {
  it("gives every resource with its URN, parent, inputs and outputs, parents first", async () => {
    const { plan } = await planned(async () => ({ id: new Pair("p", { cidr: "10.0.0.0/24" }).vpcId }));
    expect(plan.resources.map(({ urn, parent }) => [urn, parent])).to.deep.equal([
      ["urn:pulumi:s::shop::pulumi:pulumi:Stack::shop-s", null],
      ["urn:pulumi:s::shop::shop:index:Pair::p", "urn:pulumi:s::shop::pulumi:pulumi:Stack::shop-s"],
      ["urn:pulumi:s::shop::shop:index:Pair$aws:ec2/vpc:Vpc::p-vpc", "urn:pulumi:s::shop::shop:index:Pair::p"],
      ["urn:pulumi:s::shop::shop:index:Pair$aws:ec2/subnet:Subnet::p-subnet", "urn:pulumi:s::shop::shop:index:Pair::p"],
    ]);
    const [, pair, vpc, subnet] = plan.resources;
    expect(pair?.inputs).to.deep.equal({ cidr: "10.0.0.0/24" });
    expect(vpc?.inputs).to.deep.equal({ cidrBlock: "10.0.0.0/24" });
    expect(subnet?.inputs).to.deep.equal({ cidrBlock: "10.0.0.0/24", vpcId: plan.outputs.id });
    expect(vpc?.outputs.arn).to.equal(`arn:aws:ec2:us-east-1:123456789012:vpc/${String(plan.outputs.id)}`);
    expect(pair?.outputs).to.deep.equal({ vpcId: plan.outputs.id });
  });

  it("gives the program its config, its names and its organization", async () => {
    const { plan } = await planned(
      () => ({
        map: new pulumi.Config().requireObject("map"),
        names: [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()],
      }),
      jobWith({ values: { "shop:map": '{"a":[1]}' } }),
    );
    expect(plan.outputs).to.deep.equal({ map: { a: [1] }, names: ["organization", "shop", "s"] });
  });

  it("makes the same ids in every run, and others in another stack", async () => {
    const program = () => ({ id: new ec2.Vpc("v", { cidrBlock: "10.0.0.0/24" }).id });
    const [first, second] = [await planned(program), await planned(program)];
    const other = await planned(program, jobWith({ config: { ...jobWith().config, stack: "t" } }));
    expect(first.plan.outputs.id).to.equal(second.plan.outputs.id);
    expect(other.plan.outputs.id).not.to.equal(first.plan.outputs.id);
  });

  it("places resources by their provider's Region, and tags them with aws:defaultTags", async () => {
    const { plan } = await planned(
      () => {
        const provider = new Provider("ohio", { region: "us-east-2" });
        return {
          here: new sns.Topic("here", {}).arn,
          there: new sns.Topic("there", {}, { provider }).arn,
          tags: new sns.Topic("tagged", { tags: { a: "1" } }).tagsAll,
        };
      },
      jobWith({ values: { "aws:defaultTags": '{"tags":{"team":"shop"}}' } }),
    );
    expect(plan.outputs.here).to.match(/^arn:aws:sns:us-east-1:123456789012:here-/);
    expect(plan.outputs.there).to.match(/^arn:aws:sns:us-east-2:123456789012:there-/);
    expect(plan.outputs.tags).to.deep.equal({ team: "shop", a: "1" });
  });

  it("masks secrets in inputs, outputs and stack outputs, and in what is kept", async () => {
    const { plan, toKeep, answer } = await planned(() => {
      const topic = new sns.Topic("t", { displayName: pulumi.secret("swordfish") });
      return { name: topic.displayName, token: pulumi.secret({ a: "swordfish" }), open: "yes" };
    });
    expect(plan.outputs).to.deep.equal({ name: "[secret]", token: "[secret]", open: "yes" });
    expect(plan.resources.at(-1)?.inputs).to.deep.equal({ displayName: "[secret]" });
    expect(plan.resources.at(-1)?.outputs.displayName).to.equal("[secret]");
    expect(JSON.stringify([plan, toKeep])).not.to.contain("swordfish");
    expect(answer.outputs.name).to.equal("swordfish");
    expect(answer.secrets).to.deep.equal(["name", "token"]);
  });

  it("answers a reference to another stack from its plan, secrets as secrets", async () => {
    const answers = { base: { outputs: { image: "ami-1", token: "swordfish" }, secrets: ["token"] } };
    const { plan } = await planned(async () => {
      const base = new pulumi.StackReference("organization/shop/base");
      return { image: (await base.getOutputDetails("image")).value, token: base.getOutput("token") };
    }, jobWith({ answers }));
    expect(plan.outputs).to.deep.equal({ image: "ami-1", token: "[secret]" });
    expect(plan.resources.map(({ type }) => type)).to.deep.equal(["pulumi:pulumi:Stack"]);
  });

  it("asks for the plan of a stack that is referred to and not known yet", async () => {
    const program = async () => {
      const [a, b] = ["a", "b"].map((stack) => new pulumi.StackReference(`organization/shop/${stack}`));
      return { a: a?.getOutput("x"), b: await b?.getOutputValue("x") };
    };
    expect(await evaluate(jobWith(), placeOf(program))).to.deep.equal({ needs: ["a", "b"] });
  });

  it("answers a reference to the stack itself with the outputs of its last plan, and with nothing before", async () => {
    const program = async () => {
      const own = new pulumi.StackReference("organization/shop/s");
      return { count: ((await own.getOutputValue("count")) ?? 0) + 1 };
    };
    const first = await planned(program);
    expect(first.plan.outputs).to.deep.equal({ count: 1 });
    const second = await planned(program, jobWith({ lastPlan: first.toKeep }));
    expect(second.plan.outputs).to.deep.equal({ count: 2 });
  });

  it("refuses a reference to a stack of another project", async () => {
    const problems = await problemsOf(async () => {
      await new pulumi.StackReference("organization/other/s").getOutputValue("x");
    });
    expect(problems.at(0)).to.contain("The stack reference organization/other/s is not to a stack of this project");
  });

  it("reports what AWS refuses of all resources at once, each with its type, name and property", async () => {
    const problems = await problemsOf(() => {
      const vpc = new ec2.Vpc("v", { cidrBlock: "10.0.0.0/8" });
      new ec2.Subnet("one", { vpcId: vpc.id, cidrBlock: "192.168.0.0/24" });
      new ec2.Subnet("two", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24" });
    });
    expect(problems.map((problem) => problem.split(": ").slice(0, 3).join(": "))).to.deep.equal([
      's: aws:ec2/vpc:Vpc "v": cidrBlock',
      's: aws:ec2/subnet:Subnet "two": vpcId',
      's: aws:ec2/subnet:Subnet "one": cidrBlock',
    ]);
  });

  it("names a type that the sandbox does not know", async () => {
    expect(await problemsOf(() => void new ec2.PlacementGroup("g", { strategy: "cluster" }))).to.deep.equal([
      's: aws:ec2/placementGroup:PlacementGroup "g": The sandbox does not know aws:ec2/placementGroup:PlacementGroup: add a table to sandbox/tables/ec2.ts.',
    ]);
  });

  it("tells a refusal of input by its message alone", async () => {
    const refuse = () => {
      throw new pulumi.InputPropertiesError({ message: 'Pair "p" cannot be created. cidr: "x" is wrong.', errors: [] });
    };
    expect(await problemsOf(refuse)).to.deep.equal(['s: Pair "p" cannot be created. cidr: "x" is wrong.']);
  });

  it("names the resource that an error of the program is about", async () => {
    const refuse = () => {
      const vpc = new ec2.Vpc("v", { cidrBlock: "10.0.0.0/24" });
      throw new pulumi.ResourceError("is too small", vpc);
    };
    expect(await problemsOf(refuse)).to.deep.equal(['s: aws:ec2/vpc:Vpc "v": is too small']);
  });

  it("tells the problems of a config one by one, each with its key", async () => {
    const problems = ["a.b", "c"].map((path) => ({ path, value: 1, rule: "is odd", remedy: "use 2" }));
    const refuse = () => {
      throw Object.assign(new pulumi.RunError("The config has 2 problems."), { name: "ConfigError", problems });
    };
    expect(await problemsOf(refuse)).to.deep.equal(["s: a.b: 1 is odd; use 2.", "s: c: 1 is odd; use 2."]);
  });

  it("tells a fault of the program with its trace, although plans run without traces", async () => {
    const [problem, ...others] = await problemsOf(async function faulty() {
      throw new TypeError("no such thing");
    });
    expect(others).to.deep.equal([]);
    expect(problem).to.match(/^s: TypeError: no such thing\n {4}at .*faulty.*evaluate\.test\.ts:\d+:\d+/);
  });

  it("reports an Output that fails, once, although several resources wait for it", async () => {
    const problems = await problemsOf(() => {
      const failed = pulumi.output("10.0.0.0/24").apply((): string => {
        throw new pulumi.RunError("the block is taken");
      });
      const { id } = new ec2.Vpc("a", { cidrBlock: failed });
      new ec2.Vpc("b", { cidrBlock: failed });
      return { id: new ec2.Subnet("s", { vpcId: id, cidrBlock: "10.0.0.0/24" }).id };
    });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^s: .*the block is taken$/);
  });

  it("ends a program that waits for itself, and says so", async () => {
    const never = placeOf(() => new Promise(() => undefined));
    expect(await evaluate(jobWith(), { ...never, looks: { everyMs: 5, inARow: 5 } })).to.deep.equal({
      problems: [
        "s: The program never ends: it waits for a promise that nothing settles, or for an output that depends on itself.",
      ],
    });
  });

  it("keeps what the program says apart from the plan", async () => {
    const { plan } = await planned(async () => {
      console.log("%d zones", 3);
      console.error("by the way");
      await pulumi.log.warn("look out");
      return { nothing: undefined };
    });
    expect(plan.said).to.deep.equal([
      "3 zones",
      "by the way",
      "warning: look out",
      "warning: Undefined value (nothing) will not show as a stack output.",
    ]);
  });

  it("fails for an error that the program only logs, as an update does", async () => {
    expect(await problemsOf(async () => pulumi.log.error("no zones left"))).to.deep.equal(["s: error: no zones left"]);
  });

  it("misses aws:region when the program does not", async () => {
    const config = { ...jobWith().config, region: undefined, values: {} };
    expect(await problemsOf(() => ({}), jobWith({ config }))).to.deep.equal([
      "s: aws:region: (missing) is the Region of the stack; set it in the stack file.",
    ]);
  });

  it("leaves the process and the SDK as they were", async () => {
    const sdk = pulumi.Resource as unknown as { stackTrace(): unknown };
    const state = () => [
      Error.stackTraceLimit,
      console.log,
      process.rawListeners("unhandledRejection"),
      sdk.stackTrace,
      debuggable.debuggablePromise,
    ];
    const before = state();
    await problemsOf(() => {
      throw new Error("x");
    });
    expect(state()).to.deep.equal(before);
    expect(before.slice(3).map((value) => typeof value)).to.deep.equal(["function", "function"]);
  });
});
