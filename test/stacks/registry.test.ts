import { expect } from "chai";
import { parseConfig } from "../../stacks/config";
import { OtherStacks } from "../../stacks/other-stacks";
import { readRegistry } from "../../stacks/registry";
import { type MockOptions, withMocks } from "../support/mocks";
import { minimal } from "./minimal";
import { reference, refusalOf } from "./run-stack";
import { stackFile, type Written } from "./stack-files";

const ACCOUNT = "123456789012";
const OWNER = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders-registry-0123456`;
const REPLICA = OWNER.replace("us-east-1", "us-east-2");
const PUBLISHED = { tableName: "orders-registry-0123456", tableArn: OWNER, region: "us-east-1", ownerArn: OWNER };

function registry(approval: Written | undefined, stackOutputs: MockOptions["stackOutputs"] = {}, region = "us-east-2") {
  const access = { approval: approval === undefined ? "manual" : "registry" };
  const settings = { ...minimal(), access, ...(approval && { approval }) };
  const config = parseConfig("test", stackFile(settings, region));
  return withMocks(() => readRegistry(config, ACCOUNT, new OtherStacks()), { stackOutputs });
}

const ofStack = (outputs: object, more: Written = {}, region?: string) =>
  registry({ registry: { stack: "first" }, ...more }, { [reference("first")]: outputs }, region);

function said(...lines: readonly string[]): string {
  return [`The config of stack test has one problem:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

describe("stacks/registry", () => {
  it("asks no other stack for one of the stack's own, and where no registry decides", async () => {
    for (const approval of [undefined, {}]) {
      const { result, resources } = await registry(approval);
      expect(result).to.equal(undefined);
      expect(resources).to.deep.equal([]);
    }
  });

  it("takes a table by its ARN, without asking another stack", async () => {
    const { result, resources } = await registry({ registry: { tableArn: OWNER } });
    expect(result).to.deep.equal({ tableArn: OWNER, ownerArn: OWNER });
    expect(resources).to.deep.equal([]);
  });

  it("finds the table of another stack, and of one that has a replica itself", async () => {
    expect((await ofStack({ registry: PUBLISHED })).result).to.deep.equal({ tableArn: OWNER, ownerArn: OWNER });
    const replicated = { registry: { ...PUBLISHED, tableArn: REPLICA } };
    expect((await ofStack(replicated)).result).to.deep.equal({ tableArn: REPLICA, ownerArn: OWNER });
  });

  it("refuses a stack that has none, and says what to do", async () => {
    expect(await refusalOf(ofStack({ region: "us-east-1" }))).to.equal(
      said(
        'approval.registry.stack: "first" is a stack without the output registry; set access.approval to registry in stack first and run pulumi up --stack first first, or leave approval.registry out.',
      ),
    );
  });

  it("refuses an output that is not a registry", async () => {
    for (const output of ["orders-registry", { tableArn: "orders-registry", ownerArn: OWNER }, { ownerArn: OWNER }]) {
      const message = await refusalOf(ofStack({ registry: output }));
      expect(message, JSON.stringify(output)).to.match(
        /output registry\.tableArn of stack first: ("orders-registry"|\(missing\)|"") is not the ARN of a DynamoDB table/,
      );
    }
    expect(await refusalOf(ofStack({ registry: { ...PUBLISHED, ownerArn: 5 } }))).to.include(
      "output registry.ownerArn of stack first: 5 is not the ARN of a DynamoDB table",
    );
  });

  it("refuses a registry of another account", async () => {
    const far = OWNER.replace(ACCOUNT, "999988887777");
    expect(await refusalOf(registry({ registry: { tableArn: far } }))).to.equal(
      said(
        `approval.registry: {"tableArn":"${far}"} is a registry of the account 999988887777, and the stack's is 123456789012; use one of this account, or leave it out.`,
      ),
    );
  });

  it("refuses a replica where the registry is", async () => {
    expect(await refusalOf(ofStack({ registry: PUBLISHED }, { replica: true }, "us-east-1"))).to.equal(
      said("approval.replica: true asks for a replica of a registry that is in this Region already; remove it."),
    );
  });

  it("refuses warnings from elsewhere than the Region that owns the registry", async () => {
    expect(await refusalOf(ofStack({ registry: PUBLISHED }, { warningDays: 7 }))).to.equal(
      said("approval.warningDays: 7 is given, and the registry is owned in us-east-1, which alone warns; remove it."),
    );
    const quiet = await ofStack({ registry: PUBLISHED }, { warningDays: 0 });
    expect(quiet.result).to.deep.equal({ tableArn: OWNER, ownerArn: OWNER });
    expect((await ofStack({ registry: PUBLISHED }, { warningDays: 7 }, "us-east-1")).result).to.deep.equal({
      tableArn: OWNER,
      ownerArn: OWNER,
    });
  });
});
