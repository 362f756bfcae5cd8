import { expect } from "chai";
import { findStack } from "../../../automation/regions/find-stack";
import { Refused } from "../../../automation/terminal/refused";

const STACKS = new Map<string, Record<string, unknown>>([
  ["home", { "aws:region": "us-east-1" }],
  ["ohio", { "aws:region": "us-east-2" }],
  ["eu-one", { "aws:region": "eu-west-1" }],
  ["eu-two", { "aws:region": "eu-west-1" }],
]);

describe("findStack", () => {
  it("finds a stack by its name and by its Region, and none in a Region without one", () => {
    expect(findStack("ohio", STACKS)).to.equal("ohio");
    expect(findStack("us-east-2", STACKS)).to.equal("ohio");
    expect(findStack("sa-east-1", STACKS)).to.equal(undefined);
  });

  for (const [word, message] of [
    ["eu-west-1", "There are several stacks in eu-west-1; name one of eu-one or eu-two."],
    ["ohoi", "There is no stack ohoi, and no Region of that name; did you mean ohio?"],
    [
      "something",
      "There is no stack something, and no Region of that name; the stacks are home, ohio, eu-one and eu-two.",
    ],
  ] as const) {
    it(`refuses ${word}`, () => {
      expect(() => findStack(word, STACKS))
        .to.throw(Refused)
        .with.property("message", message);
    });
  }
});
