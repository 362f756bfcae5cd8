import { expect } from "chai";
import { deployedOf } from "../../../automation/stacks/list-stacks";

describe("automation/stacks/list-stacks", () => {
  it("knows a stack that has resources, or may have some", () => {
    const listed = [
      { name: "us-east-2", resourceCount: 61 },
      { name: "destroyed", resourceCount: 0 },
      { name: "eu-west-1" },
      { name: "other-organization/us-east-2", resourceCount: 61 },
    ];
    expect(deployedOf(listed)).to.deep.equal(["eu-west-1", "us-east-2"]);
  });
});
