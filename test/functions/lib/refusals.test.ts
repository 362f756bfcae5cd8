import { expect } from "chai";
import { accountId, connection, consumer, endpointId, SERVICE, START } from "../support/builders";
import { runIn } from "../support/run";
import { World } from "../support/world";

const AVAILABLE = { state: "available" };
const HEAD = `of the run for order-processor (${SERVICE.serviceId}) failed:`;

describe("a connection that AWS refuses", () => {
  it("is written down once, with AWS's code, and tried again in every run", async () => {
    const world = new World({ consumers: [consumer(1)], connections: [connection(1, 1), connection(2, 1)] });
    world.refusals.set(endpointId(1), "InternalError");
    const first = await runIn(world);
    expect(first.report?.refused.map(({ refusal }) => refusal.code)).to.deep.equal(["InternalError"]);
    expect(first.failure).to.equal(undefined);
    expect(world.story(endpointId(1))).to.deep.equal(["accept entitled", "accept refused InternalError"]);
    expect(world.stateOf(endpointId(2))).to.equal("available");
    expect(world.trail(endpointId(1))[1]).to.include({
      at: "2026-06-01T12:00:00.001Z",
      before: "pendingAcceptance",
      after: "pendingAcceptance",
      explanation: `AWS did not accept ${endpointId(1)}: The VPC endpoint ${endpointId(1)} is not in a state for it (InternalError).`,
    });
    expect([...world.questions.values()]).to.deep.equal([
      {
        serviceId: SERVICE.serviceId,
        endpointId: endpointId(1),
        account: accountId(1),
        reason: "entitled",
        state: "pendingAcceptance",
        since: START,
        refusal: `InternalError: The VPC endpoint ${endpointId(1)} is not in a state for it`,
      },
    ]);

    for (let run = 0; run < 3; run++) {
      world.now = new Date(world.now.getTime() + 300_000);
      const { calls } = await runIn(world);
      expect(calls.counts()).to.include({ connections: 1, recordIntents: 1, accept: 1 });
      expect(calls.counts()).not.to.have.any.keys("open", "close", "append", "request");
    }
    expect(world.story(endpointId(1))).to.deep.equal([
      "accept entitled",
      "accept refused InternalError",
      "accept entitled",
    ]);

    world.refusals.clear();
    await runIn(world);
    expect(world.stateOf(endpointId(1))).to.equal("available");
    expect(world.questions.size).to.equal(0);
  });

  it("is written down anew when AWS gives another code, and keeps the time of the first", async () => {
    const world = new World({
      consumers: [consumer(1, { status: "suspended" })],
      connections: [connection(1, 1, AVAILABLE)],
    });
    for (const code of ["InternalError", "OperationNotPermitted"]) {
      world.refusals.set(endpointId(1), code);
      await runIn(world);
      world.now = new Date(world.now.getTime() + 300_000);
    }
    expect(world.story(endpointId(1))).to.deep.equal([
      "reject suspended",
      "reject refused InternalError",
      "reject suspended",
      "reject refused OperationNotPermitted",
    ]);
    expect(world.questions.get(endpointId(1))?.since).to.equal(START);
  });

  it("is called a rejection that was refused, also when its time ran out", async () => {
    const world = new World({
      consumers: [consumer(1, { validUntil: START })],
      connections: [connection(1, 1, AVAILABLE)],
    });
    world.refusals.set(endpointId(1), "InternalError");
    await runIn(world);
    expect(world.story(endpointId(1))).to.deep.equal(["expire expired", "reject refused InternalError"]);
  });

  it("is no refusal when another run has done it in the meantime, or the endpoint is gone", async () => {
    const world = new World({
      consumers: [consumer(1), consumer(2, { status: "ended" })],
      connections: [connection(1, 1), connection(2, 2), connection(3, 1)],
    });
    const { report, calls } = await runIn(world, {
      meanwhile: ({ name }) => {
        if (name !== "recordIntents") return;
        world.setState(endpointId(1), "available");
        world.setState(endpointId(2), "rejected");
        world.connections.delete(endpointId(3));
      },
    });
    expect(report?.refused).to.deep.equal([]);
    expect(calls.counts().connections).to.equal(2);
    expect(world.questions.size).to.equal(0);
    expect(world.deeds).to.deep.equal([]);
  });

  it("is written down when it cannot be seen whether another run has done it", async () => {
    const world = new World({ consumers: [consumer(1)], connections: [connection(1, 1)] });
    world.refusals.set(endpointId(1), "InternalError");
    let reads = 0;
    const { failure } = await runIn(world, {
      meanwhile: ({ name }) => {
        if (name !== "connections") return;
        reads += 1;
        if (reads === 2) throw new Error("Rate exceeded.");
      },
    });
    expect(failure?.message).to.equal(
      `One step ${HEAD}\n- The connections that AWS refused could not be read again: Rate exceeded.`,
    );
    expect(world.story(endpointId(1))).to.deep.equal(["accept entitled", "accept refused InternalError"]);
  });
});
