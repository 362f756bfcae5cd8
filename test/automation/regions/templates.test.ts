import { expect } from "chai";
import { headlineOf, madeFrom } from "../../../automation/regions/headline";
import { originOf } from "../../../automation/regions/templates";
import { stacksOf } from "../rollout/file/stacks-of";

describe("automation/regions/templates", () => {
  const stacks = stacksOf({ a: ["home"], b: ["home"], c: ["home"], home: [], lone: [] });
  const template = (madeFrom: Readonly<Record<string, string>>, order = ["home", "a", "b", "c", "lone"]) =>
    originOf({ stacks, order, madeFrom: new Map(Object.entries(madeFrom)) }, undefined);

  it("takes the first in the order of the plan that follows the home stack", () => {
    expect(template({})).to.deep.equal({ template: "a", home: "home", why: "the first that follows home" });
    expect(template({}, ["home", "lone", "c", "a"]).template).to.equal("c");
    expect(template({}, ["home", "lone"])).to.deep.equal({ template: "home", home: "home", why: "the home stack" });
  });

  it("goes back to the one that the first was made from, through any number that follow", () => {
    expect(template({ a: "b" })).to.deep.equal({
      template: "b",
      home: "home",
      why: "from which a, the first that follows home, was made",
    });
    expect(template({ a: "b", b: "c" }).template).to.equal("c");
    expect(template({ b: "c" }).template).to.equal("a");
  });

  it("does not go back to the home stack, to one that follows nobody, or to one that is gone, and ends in a circle", () => {
    for (const source of ["home", "lone", "gone"]) expect(template({ a: source }).template).to.equal("a");
    expect(template({ a: "b", b: "a" }).template).to.equal("b");
  });

  it("reads from a stack file what the headline of a new one says", () => {
    const text = `# ${headlineOf("eu-west-1", "eu-west-1", "us-east.2")}\nconfig: {}\n`;
    expect(madeFrom(text)).to.equal("us-east.2");
    expect(madeFrom(text.replaceAll("\n", "\r\n"))).to.equal("us-east.2");
    expect(madeFrom(`# Another line.\n${text}`)).to.equal(undefined);
    expect(madeFrom("")).to.equal(undefined);
  });
});
