import { expect } from "chai";
import { accountId, connection, consumer, endpointId, rootOf, SERVICE, START } from "../support/builders";
import type { Call } from "../support/calls";
import { runIn } from "../support/run";
import { World } from "../support/world";

describe("a run while people and other runs are at work", () => {
  it("does nothing about a consumer whose entry changes between reading and writing down", async () => {
    for (const status of ["active", "suspended", "ended"] as const) {
      const world = new World({
        consumers: [consumer(1), consumer(2)],
        connections: [connection(1, 1), connection(2, 2)],
      });
      const { report } = await runIn(world, {
        meanwhile: ({ name }) => {
          if (name === "recordIntents") world.put(consumer(1, { status }));
        },
      });
      expect(world.deeds).to.deep.equal([{ verb: "accept", endpointId: endpointId(2) }]);
      expect(report?.postponed.map((one) => one.connection.endpointId)).to.deep.equal([endpointId(1)]);
      expect(world.story(endpointId(1))).to.deep.equal([]);
      await runIn(world);
      const expected = { active: "available", suspended: "rejected", ended: "rejected" }[status];
      expect(world.stateOf(endpointId(1))).to.equal(expected);
    }
  });

  it("does not close the question that another run opens about a connection that it has just found", async () => {
    const world = new World();
    await runIn(world, {
      meanwhile: secondOf(["connections", "openQuestions"], () => {
        world.connections.set(endpointId(1), connection(1, 9));
        const { serviceId } = SERVICE;
        const about = { endpointId: endpointId(1), account: accountId(9), state: "pendingAcceptance", since: START };
        world.questions.set(endpointId(1), { ...about, serviceId, reason: "unknownAccount" });
      }),
    });
    expect([...world.questions.keys()]).to.deep.equal([endpointId(1)]);
  });

  it("does not remove the principal that another run admits for an entry that has just been added", async () => {
    const world = new World();
    await runIn(world, {
      meanwhile: secondOf(["principals", "contents"], () => {
        world.put(consumer(1));
        world.principals.add(rootOf(accountId(1)));
      }),
    });
    expect([...world.principals]).to.deep.equal([rootOf(accountId(1))]);
  });
});

/** Lets something happen between the readings of two things, whichever is read first. */
function secondOf(names: readonly string[], happen: () => void): (call: Call) => void {
  let read = 0;
  return ({ name }) => {
    if (!names.includes(name)) return;
    read += 1;
    if (read === 2) happen();
  };
}
