import { expect } from "chai";
import { defaultsOf, readDeclarations } from "../../../automation/plan/declarations";

describe("the declarations of Pulumi.yaml", () => {
  it("give stacks what their files leave out, by full key, and nothing where they have no value", () => {
    const roles = [{ roleArn: "arn:aws:iam::111122223333:role/deploy" }];
    const declared = readDeclarations("orders", {
      "aws:profile": "ci",
      "aws:assumeRoles": { value: roles },
      protect: { type: "boolean", default: false },
      service: { type: "object" },
    });
    expect(defaultsOf(declared)).to.deep.equal({
      "aws:profile": "ci",
      "aws:assumeRoles": roles,
      "orders:protect": false,
    });
  });
});
