import { expect } from "chai";
import { findStack, neededBy } from "../../../automation/regions/find-stack";
import { Refused } from "../../../automation/terminal/refused";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";
const STACKS = new Map<string, Record<string, unknown>>([
  ["home", { "aws:region": "us-east-1" }],
  [
    "ohio",
    {
      "aws:region": "us-east-2",
      "saas-privatelink:image": { copyFrom: { stack: "home" } },
      "saas-privatelink:approval": { registry: { stack: "home" } },
    },
  ],
  ["eu-one", { "aws:region": "eu-west-1", "saas-privatelink:approval": { registry: { tableArn: TABLE } } }],
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

describe("neededBy", () => {
  it("names each stack that refers to a stack, or to the table that it owns", () => {
    expect(neededBy("home", STACKS, TABLE)).to.deep.equal([
      "ohio copies its image from home (image.copyFrom.stack)",
      "ohio shares the registry of home (approval.registry.stack)",
      "eu-one shares its registry (approval.registry.tableArn)",
    ]);
    expect(neededBy("home", STACKS)).to.have.length(2);
    expect(neededBy("ohio", STACKS)).to.deep.equal([]);
  });
});
