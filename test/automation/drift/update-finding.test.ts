import { expect } from "chai";
import { updateFinding } from "../../../automation/drift/update-finding";
import { rollbackMessage } from "../../../automation/rollout/rollback-message";

const PROJECT = "saas-privatelink";

function details(file: Record<string, unknown>, deployed: Record<string, unknown>) {
  return updateFinding(PROJECT, "us-east-2", file, { settings: deployed })?.details;
}

describe("automation/drift/update-finding", () => {
  it("finds nothing where the settings are the same, however they are written", () => {
    const file = {
      "aws:region": "us-east-2",
      "saas-privatelink:access": { allowedPrincipals: ["111122223333", "444455556666"] },
      "saas-privatelink:fleet": { instanceType: "t3.small", perZone: { max: 4, min: 1 } },
    };
    const deployed = {
      fleet: { perZone: { min: "1", max: 4 }, instanceType: "t3.small" },
      access: { allowedPrincipals: ["444455556666", "111122223333"] },
      "aws:region": "us-east-2",
    };
    expect(details(file, deployed)).to.equal(undefined);
  });

  it("says what the file has, what is deployed, and what to do", () => {
    const file = { fleet: { instanceType: "t3.small" }, "aws:region": "us-east-2" };
    const deployed = { fleet: { instanceType: "t3.large" }, tags: { team: "a" }, "aws:region": "us-east-2" };
    expect(updateFinding(PROJECT, "us-east-2", file, { settings: deployed })).to.deep.equal({
      kind: "update",
      stacks: ["us-east-2"],
      subject: "Pulumi.us-east-2.yaml",
      problem: "is not what is deployed",
      details: [
        { what: "fleet.instanceType", expected: "t3.small", actual: "t3.large" },
        { what: "tags.team", expected: undefined, actual: "a" },
      ],
      remedies: ["Deploy it: privatelink up --stack us-east-2. Or take the change of the file back."],
    });
  });

  it("does not say that what was rolled back is to be deployed again as it is", () => {
    const earlier = { settings: { protect: true }, message: rollbackMessage("rest") };
    const found = updateFinding(PROJECT, "us-east-2", { protect: false }, earlier);
    expect(found?.problem).to.equal("is not what is deployed: the stack was rolled back");
    expect(found?.remedies).to.deep.equal([
      "Correct what made the rollout fail, then deploy the file again: privatelink up --stack us-east-2. Or take the change of the file back.",
    ]);
    const other = updateFinding(PROJECT, "us-east-2", { protect: false }, { ...earlier, message: "privatelink up" });
    expect(other?.problem).to.equal("is not what is deployed");
  });

  it("takes a key that says what holds without it for no change", () => {
    expect(details({ protect: true, access: {}, fleet: { perZone: { min: 1 } } }, {})).to.equal(undefined);
    expect(details({ protect: false }, {})).to.deep.equal([{ what: "protect", expected: "false", actual: undefined }]);
  });

  it("shows no secret, and compares none, as each is encrypted anew", () => {
    const secret = (text: string) => ({ "other:token": { secure: text } });
    expect(details(secret("v1:aaaa"), secret("v1:bbbb"))).to.equal(undefined);
    expect(details(secret("v1:aaaa"), {})).to.deep.equal([
      { what: "other:token", expected: "[secret]", actual: undefined },
    ]);
  });
});
