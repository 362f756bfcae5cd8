import { expect } from "chai";
import { targetProblems, targetUrn } from "../../../automation/engine/targets";

const URN = "urn:pulumi:us-east-1::saas::saas-privatelink:index:Fleet$aws:lb/loadBalancer:LoadBalancer::orders-nlb";
const STEPS = [
  { urn: URN, name: "orders-nlb" },
  { urn: "urn:pulumi:us-east-1::saas::aws:ec2/vpc:Vpc::orders.vpc", name: "orders.vpc" },
];

describe("targetUrn", () => {
  it("makes a pattern for every type out of a name, and leaves a URN as it is", () => {
    expect(targetUrn("us-east-1", "orders-nlb")).to.equal("urn:pulumi:us-east-1::**::orders-nlb");
    expect(targetUrn("us-east-1", URN)).to.equal(URN);
  });
});

describe("targetProblems", () => {
  it("finds nothing wrong with names, URNs and patterns that stand for resources", () => {
    const targets = ["orders-nlb", "orders-*", URN, "urn:pulumi:us-east-1::**Vpc::orders.vpc", "orders.vpc"];
    expect(targetProblems("us-east-1", targets, STEPS)).to.deep.equal([]);
  });

  it("says each name that stands for nothing, with the nearest one", () => {
    expect(targetProblems("us-east-1", ["order-nlb", "orders-nlb", "queue"], STEPS)).to.deep.equal([
      "target: order-nlb is no resource of us-east-1; did you mean orders-nlb?",
      "target: queue is no resource of us-east-1; name a resource of the stack, or give its URN.",
    ]);
  });

  it("takes what means something in a regular expression for itself", () => {
    expect(targetProblems("us-east-1", ["orders.nlb", "orders?vpc"], STEPS)).to.have.lengthOf(2);
  });

  it("lets one asterisk stop at a colon", () => {
    const tooFar = "urn:pulumi:us-east-1::*::orders-nlb";
    expect(targetProblems("us-east-1", [tooFar], STEPS)).to.have.lengthOf(1);
  });

  it("takes the name of the end only for a whole name", () => {
    expect(targetProblems("us-east-1", ["nlb"], STEPS)).to.have.lengthOf(1);
  });
});
