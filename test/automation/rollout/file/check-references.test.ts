import { expect } from "chai";
import { checkReferences } from "../../../../automation/rollout/file/check-references";
import { sentence } from "../../../../components/lib/problem";
import { stacksOf } from "./stacks-of";

function refusals(references: Readonly<Record<string, readonly string[]>>): string[] {
  return checkReferences(stacksOf(references)).map(sentence);
}

describe("automation/rollout/file/check-references", () => {
  it("accepts references that lead to an end", () => {
    expect(refusals({ a: ["b", "c"], b: ["c"], c: [], d: ["c"] })).to.deep.equal([]);
  });

  it("refuses a stack that the project does not have, and names the nearest other one", () => {
    expect(refusals({ "us-east-1": [], "us-east-2": ["us-est-1"] })).to.deep.equal([
      'us-east-2: image.copyFrom.stack: "us-est-1" is no stack of this project; write us-east-1, or write its file Pulumi.us-est-1.yaml.',
    ]);
    expect(refusals({ a: ["frankfurt"], b: [], c: [] })).to.deep.equal([
      'a: image.copyFrom.stack: "frankfurt" is no stack of this project; write its file Pulumi.frankfurt.yaml, or use b or c.',
    ]);
    expect(refusals({ a: ["frankfurt"] })).to.deep.equal([
      'a: image.copyFrom.stack: "frankfurt" is no stack of this project; write its file Pulumi.frankfurt.yaml.',
    ]);
  });

  it("says of a stack whose file is gone that it is missing, and names no other in its place", () => {
    expect(refusals({ "eu-west-1": ["us-east-1"], "us-east-2": [] })).to.deep.equal([
      'eu-west-1: image.copyFrom.stack: "us-east-1" has no stack file in this project: Pulumi.us-east-1.yaml is missing; bring it back or write it, or name another stack.',
    ]);
    expect(refusals({ shop1: ["shop0"], shop2: ["shop0"] })).to.deep.equal(
      ["shop1", "shop2"].map(
        (stack) =>
          `${stack}: image.copyFrom.stack: "shop0" has no stack file in this project: Pulumi.shop0.yaml is missing; bring it back or write it, or name another stack.`,
      ),
    );
  });

  it("refuses a stack that refers to itself", () => {
    expect(refusals({ a: ["a"], b: [] })).to.deep.equal([
      'a: image.copyFrom.stack: "a" is this stack itself; name another stack, or remove it.',
    ]);
  });

  it("refuses a circle with all its names and reasons, and not those that lead into it", () => {
    expect(refusals({ a: ["b"], b: ["c"], c: ["d"], d: ["b"] })).to.deep.equal([
      'd: image.copyFrom.stack: "b" closes a circle in which no stack can come first: b copies its image from c, c copies its image from d and d copies its image from b; remove one of these references.',
    ]);
  });

  it("says both reasons of a stack that refers to another in two ways, and the circle once", () => {
    const registry = { stack: "b", path: "approval.registry.stack", text: "shares the registry of b" };
    const stacks = stacksOf({ a: ["b"], b: ["a"] });
    const both = new Map([...stacks].map(([stack, all]) => [stack, stack === "a" ? [...all, registry] : all]));
    expect(checkReferences(both).map(sentence)).to.deep.equal([
      'b: image.copyFrom.stack: "a" closes a circle in which no stack can come first: a copies its image from b and shares the registry of b and b copies its image from a; remove one of these references.',
    ]);
  });

  it("finds every circle", () => {
    const found = checkReferences(stacksOf({ a: ["b"], b: ["a"], c: ["d"], d: ["e", "c"], e: ["c"] }));
    expect(found.map(({ path, value }) => [path, value])).to.deep.equal([
      ["b: image.copyFrom.stack", "a"],
      ["e: image.copyFrom.stack", "c"],
      ["d: image.copyFrom.stack", "c"],
    ]);
  });
});
