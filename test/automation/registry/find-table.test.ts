import { expect } from "chai";
import { findTable } from "../../../automation/registry/find-table";
import type { StackOutputsLookup } from "../../../automation/registry/stack-outputs";
import { Refused } from "../../../automation/terminal/refused";
import { CleanUp, folderWith } from "../support/folder";

const OWNER = "arn:aws:dynamodb:us-east-1:111122223333:table/order-processor-registry";
const REPLICA = "arn:aws:dynamodb:us-east-2:111122223333:table/order-processor-registry";
const cleanUp = new CleanUp();

interface Given {
  readonly options?: { readonly registry?: string; readonly stack?: readonly string[] };
  readonly env?: NodeJS.ProcessEnv;
  readonly outputs?: Readonly<Record<string, StackOutputsLookup>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Looks for the table in a project with the stacks us-east-1 and us-east-2, and notes which stacks are read. */
async function found({ options = {}, env = {}, outputs = {}, files }: Given) {
  const stacks = { "Pulumi.us-east-1.yaml": "config: {}\n", "Pulumi.us-east-2.yaml": "config: {}\n" };
  const root = folderWith({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n", ...(files ?? stacks) }, cleanUp.add);
  const read: string[] = [];
  const outcome = await findTable(options, root, env, async (stack) => {
    read.push(stack);
    return outputs[stack] ?? { reason: "pulumi stack output: no stack named 's' found" };
  }).catch((error: unknown) => error);
  return { root, read, outcome };
}

function refusal(outcome: unknown): [string, number] {
  if (!(outcome instanceof Refused)) throw outcome;
  return [outcome.message, outcome.exitCode];
}

const named = (ownerArn: string, tableArn = ownerArn): StackOutputsLookup => ({
  outputs: { registry: { tableName: "order-processor-registry", tableArn, region: "us-east-1", ownerArn } },
});

describe("findTable", () => {
  afterEach(cleanUp.all);

  it("takes --registry before the environment, and the environment before the stacks", async () => {
    const env = { PRIVATELINK_REGISTRY: REPLICA };
    const outputs = { "us-east-1": named("arn:aws:dynamodb:eu-west-1:111122223333:table/other") };
    const byOption = await found({ options: { registry: OWNER }, env, outputs });
    expect([byOption.outcome, byOption.read]).to.deep.equal([
      {
        arn: OWNER,
        source: "--registry",
        region: "us-east-1",
        accountId: "111122223333",
        tableName: "order-processor-registry",
      },
      [],
    ]);
    const byEnvironment = await found({ env, outputs });
    expect([(byEnvironment.outcome as { arn: string }).arn, byEnvironment.read]).to.deep.equal([REPLICA, []]);
  });

  it("reads the outputs of all stacks, and takes the table of the owner", async () => {
    const { outcome, read } = await found({
      env: { PRIVATELINK_REGISTRY: "" },
      outputs: { "us-east-1": named(OWNER), "us-east-2": named(OWNER, REPLICA) },
    });
    expect([(outcome as { arn: string }).arn, read]).to.deep.equal([OWNER, ["us-east-1", "us-east-2"]]);
  });

  it("does with one stack that names it, whatever becomes of the others", async () => {
    const { outcome } = await found({ outputs: { "us-east-2": named(OWNER, REPLICA) } });
    expect((outcome as { arn: string }).arn).to.equal(OWNER);
  });

  it("reads the stacks of --stack only, by their full names too", async () => {
    const outputs = { "us-east-2": named(OWNER), "acme/shop/prod": named(OWNER) };
    expect((await found({ options: { stack: ["us-east-2"] }, outputs })).read).to.deep.equal(["us-east-2"]);
    const { read, outcome } = await found({ options: { stack: ["acme/shop/prod"] }, outputs });
    expect([read, (outcome as { arn: string }).arn]).to.deep.equal([["acme/shop/prod"], OWNER]);
  });

  it("refuses a stack that is not there, and says which was meant", async () => {
    const { root, outcome } = await found({ options: { stack: ["us-est-1"] } });
    expect(refusal(outcome)).to.deep.equal([
      `There is no stack us-est-1: no file Pulumi.us-est-1.yaml in ${root}; did you mean us-east-1?`,
      1,
    ]);
  });

  it("says what each stack lacks, and how else the registry can be named", async () => {
    const { outcome } = await found({ outputs: { "us-east-1": { outputs: { registry: "[secret]" } } } });
    expect(refusal(outcome)).to.deep.equal([
      "There is no registry to work with: none of these stacks names one:\n" +
        "  us-east-1: has no output registry; set access.approval to registry and run pulumi up\n" +
        "  us-east-2: pulumi stack output: no stack named 's' found\n" +
        "To name one, say --registry <table ARN>, or set PRIVATELINK_REGISTRY. " +
        "The ARN is the output registry.ownerArn of the stack that owns the registry.",
      1,
    ]);
  });

  it("says so where the project has no stack", async () => {
    const { root, outcome } = await found({ files: {} });
    expect(refusal(outcome)[0].split("\n")[0]).to.equal(`There is no registry to work with: ${root} has no stack file`);
  });

  it("does not choose between two registries", async () => {
    const other = "arn:aws:dynamodb:us-east-2:111122223333:table/other";
    const { outcome } = await found({ outputs: { "us-east-1": named(OWNER), "us-east-2": named(other) } });
    expect(refusal(outcome)).to.deep.equal([
      `The stacks have more than one registry (us-east-1 says ${OWNER}; us-east-2 says ${other}): say which by --stack or --registry.`,
      2,
    ]);
  });

  it("refuses what is not the ARN of a table, and says where it was given", async () => {
    for (const [given, source] of [
      [{ options: { registry: "registry" } }, "--registry"],
      [{ env: { PRIVATELINK_REGISTRY: "registry" } }, "PRIVATELINK_REGISTRY"],
      [{ outputs: { "us-east-1": named("registry") } }, "Output registry.ownerArn of stack us-east-1"],
    ] as const) {
      expect(refusal((await found(given)).outcome)).to.deep.equal([
        `${source}: "registry" is not the ARN of a DynamoDB table; ` +
          "use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.",
        2,
      ]);
    }
  });
});
