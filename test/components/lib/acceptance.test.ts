import { expect } from "chai";
import { checkWaitMinutes, unawaited, waitForAcceptance } from "../../../components/lib/acceptance";
import { sentence } from "../../../components/lib/problem";

const CONNECTION = {
  endpointId: "vpce-0123456789abcdef0",
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  endpointUrn: "urn:pulumi:dev::shop::aws:ec2/vpcEndpoint:VpcEndpoint::orders-endpoint",
};
const { endpointId, serviceName, endpointUrn } = CONNECTION;

/** A wait over states, the last of which stays, on a clock that only the pauses move. */
async function wait(states: string[], minutes: number) {
  let now = 0;
  let looks = 0;
  const pauses: number[] = [];
  const reports: string[] = [];
  const missing = await waitForAcceptance(CONNECTION, {
    limitMs: minutes * 60_000,
    readState: async () => states[Math.min(looks++, states.length - 1)] ?? "",
    now: () => now,
    sleep: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
    report: (progress) => void reports.push(progress),
  });
  return { missing, looks, pauses, reports, waited: now };
}

describe("the wait for an acceptance", () => {
  it("ends at once when the connection is accepted already", async () => {
    expect(await wait(["available"], 10)).to.deep.equal({
      missing: undefined,
      looks: 1,
      pauses: [],
      reports: [],
      waited: 0,
    });
  });

  it("looks again after pauses that grow to 15 seconds, and says each time what it waits for", async () => {
    const states = [...Array(7).fill("pendingAcceptance"), "available"];
    const { missing, pauses, reports } = await wait(states, 10);
    expect(missing).to.equal(undefined);
    expect(pauses).to.deep.equal([2000, 3000, 4500, 6750, 10_125, 15_000, 15_000]);
    expect(reports[0]).to.equal(
      `Waiting for the provider of ${serviceName} to accept ${endpointId}: pendingAcceptance, 0 of 10 minutes`,
    );
    expect(reports).to.have.lengthOf(7);
  });

  it("looks once more exactly at the limit, then says who has to accept what", async () => {
    const { missing, waited, looks, pauses } = await wait(["pending", "pendingAcceptance"], 1);
    expect(waited).to.equal(60_000);
    expect(looks).to.equal(pauses.length + 1);
    expect(missing).to.equal(
      `The provider of ${serviceName} has not accepted the connection of ${endpointId} within 1 minute (its state is ` +
        "pendingAcceptance), and AWS turns the private DNS name on only after that: ask the provider to accept " +
        `${endpointId}, then run pulumi up again, which continues from here.`,
    );
    expect((await wait(["pendingAcceptance"], 2)).missing).to.include("within 2 minutes (");
  });

  it("takes an acceptance at the limit for one", async () => {
    const { looks } = await wait(["pendingAcceptance"], 1);
    const states = [...Array(looks - 1).fill("pendingAcceptance"), "available"];
    expect((await wait(states, 1)).missing).to.equal(undefined);
  });

  it("ends at once on a rejection, however AWS writes it", async () => {
    for (const state of ["rejected", "Rejected"]) {
      const { missing, waited } = await wait([state], 10);
      expect(waited).to.equal(0);
      expect(missing).to.equal(
        `The provider of ${serviceName} has rejected the connection of ${endpointId}, so its private DNS name cannot be ` +
          `turned on: ask the provider to accept ${endpointId}, then run pulumi up again, or make another request with ` +
          `pulumi up --replace '${endpointUrn}'.`,
      );
    }
  });

  it("ends at once when no acceptance can help", async () => {
    for (const state of ["failed", "expired", "deleting", "deleted"]) {
      const { missing, waited } = await wait([state], 10);
      expect(waited).to.equal(0);
      expect(missing).to.equal(
        `The endpoint ${endpointId} of ${serviceName} is ${state}, and nobody can accept it any more: make another one ` +
          `with pulumi up --replace '${endpointUrn}', and ask the provider to accept that.`,
      );
    }
  });

  it("lasts 0 to 720 minutes", () => {
    const refused = (value: number) => checkWaitMinutes(value, "acceptance.waitMinutes").map(sentence);
    for (const value of [0, 0.5, 720]) expect(refused(value)).to.deep.equal([]);
    for (const value of [-1, 721, Number.NaN, Number.POSITIVE_INFINITY]) expect(refused(value)).to.have.lengthOf(1);
    expect(refused(721)).to.deep.equal([
      "acceptance.waitMinutes: 721 is not a number of minutes from 0 to 720; use one such as 10, or 0 to wait for nothing.",
    ]);
  });

  it("is named where there is none", () => {
    expect(unawaited("api.example.com")).to.equal(
      "The private DNS name api.example.com is not turned on, because acceptance.waitMinutes is 0: clients use the " +
        "endpoint's own name until an update waits for the provider's acceptance.",
    );
  });
});
