import { expect } from "chai";
import { lineOf } from "../../../../automation/validate/render";
import { stateFindings } from "../../../../automation/validate/rules/state";
import { ACCOUNT, anEndpoint, aTarget, ENDPOINT, facts } from "../support/facts";

function lines(changes: object, target = aTarget()): string[] {
  return stateFindings(facts({ endpoint: anEndpoint(changes) as never }), target).map(lineOf);
}

const ANEW = "delete this endpoint, which is charged for all the same, and create another";

describe("the state of an endpoint", () => {
  it("is OK where it is available, in either spelling of AWS", () => {
    const line = "OK       State of the endpoint: It is available: the provider has accepted the connection.";
    expect(lines({ state: "available" })).to.deep.equal([line]);
    expect(lines({ state: "Available" })).to.deep.equal([line]);
  });

  const failures: readonly [string, string][] = [
    [
      "pendingAcceptance",
      `It waits for the provider to accept it. Tell the provider ${ENDPOINT} and account ${ACCOUNT}; nothing is wrong on this side.`,
    ],
    ["pending", "AWS is still making it. Wait a few minutes, and validate again."],
    [
      "partial",
      "It is only partly there: a part of its network interfaces could not be made. Do what the error says, then take the subnets concerned out of the endpoint and put them in again.",
    ],
    [
      "rejected",
      `The provider has rejected the connection. Ask the provider for the reason, with ${ENDPOINT} and account ${ACCOUNT}; then ${ANEW}, unless the provider accepts this one after all.`,
    ],
    [
      "expired",
      `The request has expired, because the provider did not accept it in time. Agree with the provider that account ${ACCOUNT} is accepted; then ${ANEW}.`,
    ],
    ["failed", `AWS could not make it. Do what the error says; then ${ANEW}.`],
    ["deleting", "It is being deleted. Create another endpoint, and name it with --endpoint."],
    ["deleted", "It is being deleted. Create another endpoint, and name it with --endpoint."],
  ];
  for (const [state, text] of failures) {
    it(`fails where it is ${state}, with a remedy of its own`, () => {
      expect(lines({ state })).to.deep.equal([`FAIL     State of the endpoint: ${text}`]);
    });
  }

  it("has AWS's own reason and last error in the line", () => {
    const lastError = { code: "InsufficientFreeAddressesInSubnet", message: "No address is free in subnet-1." };
    expect(lines({ state: "Partial", failureReason: "Some subnets failed", lastError })[0]).to.contain(
      "could not be made. AWS says: Some subnets failed. InsufficientFreeAddressesInSubnet: No address is free in subnet-1. Do what",
    );
  });

  it("says since when it waits, and within how long the provider's registry decides", () => {
    const waiting = { state: "PendingAcceptance", createdAt: "2026-11-21T10:00:00.000Z" };
    expect(lines(waiting, aTarget({ acceptedWithinMinutes: 5 }))).to.deep.equal([
      `FAIL     State of the endpoint: It waits for the provider to accept it, since 2026-11-21T10:00:00.000Z. The provider's registry accepts account ${ACCOUNT} by itself within 5 minutes; if it has not by then, tell the provider ${ENDPOINT} and account ${ACCOUNT}.`,
    ]);
  });

  it("is unknown where AWS says a word that nobody knows, and not told of an endpoint of another service", () => {
    expect(lines({ state: "hibernating" })[0]).to.match(/^UNKNOWN {2}State of the endpoint: AWS says hibernating,/);
    expect(lines({ serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-f" })).to.deep.equal([]);
  });
});
