import { createRequire } from "node:module";
import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import type { ResourceTable } from "../../sandbox/table";
import { functionTables, resourceTables } from "../../sandbox/tables/index";
import { F, T } from "../../sandbox/tokens";

const load = createRequire(__filename);

/** `aws:ec2/vpc:Vpc` is the class Vpc of @pulumi/aws/ec2/vpc. */
function sdkModule(token: string): Record<string, { toString(): string; __pulumiType?: string }> {
  const [, path = ""] = token.split(":");
  return load(`@pulumi/aws/${path.replace(/^index\//, "")}.js`);
}

function sdkClass(token: string) {
  const found = sdkModule(token)[token.split(":")[2] ?? ""];
  if (found === undefined) throw new Error(`The SDK has no class for ${token}.`);
  return found;
}

/** Names of inputs and outputs that the SDK's class carries. */
function sdkProperties(token: string): { inputs: Set<string>; all: Set<string> } {
  const source = sdkClass(token).toString();
  const names = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map((match) => String(match[1])));
  const inputs = names(/resourceInputs\["(\w+)"\] = \(?args/g);
  return { inputs, all: names(/resourceInputs\["(\w+)"\]/g) };
}

function inputNames(table: ResourceTable): string[] {
  return [
    ...(table.required ?? []),
    ...(table.replaceOn ?? []),
    ...(table.unordered ?? []),
    ...(table.keeps ?? []),
    ...Object.keys(table.defaults ?? {}),
    ...Object.keys(table.rules ?? {}),
    ...Object.keys(table.replaceWhen ?? {}),
    ...(table.references ?? []).map(({ property }) => property),
    ...(table.autoName === undefined ? [] : [table.autoName.property]),
    ...(table.tagged ? ["tags"] : []),
    ...(table.scope === "global" ? [] : ["region"]),
  ];
}

describe("the sandbox's tables", () => {
  before(function () {
    // The SDK's first module takes its time to load.
    this.timeout(20_000);
    sdkModule(T.Vpc);
  });

  it("are one for each token of the list, and none besides", () => {
    expect(Object.keys(resourceTables).sort()).to.deep.equal(Object.values(T).sort());
    expect(Object.keys(functionTables).sort()).to.deep.equal(Object.values(F).sort());
  });

  for (const token of Object.values(T)) {
    it(`${token} has the SDK's token and only names that the SDK has`, () => {
      const table = resourceTables[token];
      if (table === undefined) throw new Error(`There is no table for ${token}.`);
      expect(sdkClass(token).__pulumiType).to.equal(token);
      const { inputs, all } = sdkProperties(token);
      expect(inputNames(table).filter((name) => !inputs.has(name))).to.deep.equal([]);
      const outputs = [...Object.keys(table.computed ?? {}), ...(table.tagged ? ["tagsAll"] : [])];
      expect(outputs.filter((name) => !all.has(name))).to.deep.equal([]);
      const computed = new Set(Object.keys(table.computed ?? {}));
      expect(
        [...Object.keys(table.volatile ?? {}), ...(table.live ?? [])].filter((name) => !computed.has(name)),
      ).to.deep.equal([]);
    });

    it(`${token} computes every output of the SDK that is no input`, () => {
      const table = resourceTables[token];
      const { inputs, all } = sdkProperties(token);
      const expected = [...all].filter((name) => !inputs.has(name) && name !== "tagsAll");
      expect(expected.filter((name) => table?.computed?.[name] === undefined)).to.deep.equal([]);
    });
  }

  for (const token of Object.values(F)) {
    it(`${token} has the SDK's token`, () => {
      const name = token.split(":")[2] ?? "";
      expect(String(sdkModule(token)[name])).to.contain(`"${token}"`);
    });
  }

  it("name the table to extend when a type or a function is unknown", () => {
    const cloud = new Cloud();
    const context = { region: "us-east-1", seed: "a" };
    expect(() => cloud.check("aws:lambda/alias:Alias", "a", {}, context)).to.throw(
      "The sandbox does not know aws:lambda/alias:Alias: add a table to sandbox/tables/lambda.ts.",
    );
    expect(() => cloud.invoke("aws:sqs/getQueue:getQueue", {}, context)).to.throw(
      "The sandbox does not know aws:sqs/getQueue:getQueue: add a table to sandbox/tables/sqs.ts.",
    );
  });
});
