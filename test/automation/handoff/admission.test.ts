import { expect } from "chai";
import { Refused } from "../../../automation/terminal/refused";
import { admission, outputsWith, READER, SERVICE } from "./support/documents";

const ROOT = `arn:aws:iam::${READER}:root`;

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return "nothing was refused";
}

describe("what the registry grants a consumer", () => {
  it("is every Region of the service, by the whole account, accepted by itself", () => {
    expect(admission({}, outputsWith({ supportedRegions: ["us-east-2"] }))).to.deep.equal({
      consumer: { name: "acme", account: READER, principals: [ROOT] },
      endpointRegions: ["us-east-1", "us-east-2"],
      acceptance: { by: "registry", withinMinutes: 5, conditions: [] },
    });
  });

  it("has the principals, the limit and the end of the contract, and nothing that the provider notes for itself", () => {
    const principals = [`arn:aws:iam::${READER}:role/network`];
    const terms = {
      principals,
      maxConnections: 1,
      validUntil: "2027-12-31T00:00:00.000Z",
      plan: "gold",
      notes: "late payer",
      contact: "a@b.example",
    };
    expect(admission(terms)).to.deep.equal({
      consumer: { name: "acme", account: READER, principals, maxConnections: 1 },
      endpointRegions: ["us-east-1"],
      acceptance: {
        by: "registry",
        withinMinutes: 5,
        conditions: ["You may have 1 connection to this service in one Region; further ones wait."],
      },
      validUntil: "2027-12-31T00:00:00.000Z",
    });
  });

  it("is of the partition of the service", () => {
    expect(admission({}, outputsWith({}, { partition: "aws-us-gov" })).consumer.principals).to.deep.equal([
      `arn:aws-us-gov:iam::${READER}:root`,
    ]);
  });

  it("says from when on it counts only where that is still to come", () => {
    expect(admission({ validFrom: "2026-11-21T12:00:00.001Z" })).to.have.property(
      "validFrom",
      "2026-11-21T12:00:00.001Z",
    );
    expect(admission({ validFrom: "2026-11-21T12:00:00.000Z" })).to.not.have.property("validFrom");
  });

  it("needs a person where the registry does not decide about the service, or endpoints are listed one by one", () => {
    expect(admission({}, outputsWith(), null).acceptance).to.deep.equal({ by: "person", conditions: [] });
    expect(admission({ endpointIds: ["vpce-0123456789abcdef0"] }).acceptance).to.deep.equal({
      by: "person",
      conditions: [
        "Only listed endpoints are accepted: tell the provider the id of the new one, and it is put on the list.",
      ],
    });
  });

  it("rests on the subscription where the consumer or the service has one", () => {
    const conditions = ["Your subscription must be active at that time."];
    expect(admission({ marketplace: { productCode: "abc" } }).acceptance.conditions).to.deep.equal(conditions);
    const gate = { kind: "marketplace", productCode: "abc" } as const;
    expect(admission({}, outputsWith(), { ...SERVICE, gate }).acceptance.conditions).to.deep.equal(conditions);
  });

  it("is the Regions that the service and the contract have in common, the service's own first", () => {
    const outputs = outputsWith({ supportedRegions: ["eu-west-1", "us-east-2"] });
    expect(admission({ regions: ["us-east-2", "us-east-1"] }, outputs).endpointRegions).to.deep.equal([
      "us-east-1",
      "us-east-2",
    ]);
    expect(admission({ regions: ["us-east-2"] }, outputs).endpointRegions).to.deep.equal(["us-east-2"]);
  });

  it("is refused to whom the package would be of no use, with the command that changes it", () => {
    expect(refusal(() => admission({ status: "ended" }))).to.equal(
      "The contract of acme is ended, so its connections are rejected: privatelink consumers resume acme brings it back.",
    );
    expect(refusal(() => admission({ status: "suspended" }))).to.equal(
      "acme is suspended, so its connections are rejected: privatelink consumers resume acme lets it connect again.",
    );
    expect(refusal(() => admission({ validUntil: "2026-11-21T12:00:00.000Z" }))).to.equal(
      "acme could connect until 2026-11-21T12:00:00.000Z only: privatelink consumers update acme --valid-until gives it more time.",
    );
    expect(refusal(() => admission({ services: ["billing", "search"] }))).to.equal(
      "acme may connect to billing, search, not to order-processor: privatelink consumers update acme --service changes that.",
    );
    expect(refusal(() => admission({ regions: ["eu-west-1"] }))).to.equal(
      "acme may have endpoints in eu-west-1, but order-processor admits endpoints in us-east-1: privatelink consumers update acme --region changes that.",
    );
  });
});
