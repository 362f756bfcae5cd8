import { expect } from "chai";
import { accountId, connection, consumer, endpointId } from "../support/builders";
import { runIn } from "../support/run";
import { World } from "../support/world";

describe("runs as time goes by", () => {
  it("cuts what ran out at the very millisecond, without any message", async () => {
    const world = new World({
      consumers: [consumer(1, { validUntil: "2026-06-01T12:05:00.000Z" })],
      connections: [connection(1, 1)],
    });
    await runIn(world);
    world.now = new Date("2026-06-01T12:04:59.999Z");
    await runIn(world);
    expect(world.stateOf(endpointId(1))).to.equal("available");
    world.now = new Date("2026-06-01T12:05:00.000Z");
    await runIn(world);
    expect(world.stateOf(endpointId(1))).to.equal("rejected");
    expect(world.story(endpointId(1))).to.deep.equal(["accept entitled", "expire expired"]);
    expect([...world.principals]).to.deep.equal([]);
    expect(world.warned).to.deep.equal([`${accountId(1)} 2026-06-01T12:05:00.000Z`]);
  });

  it("closes the question once the account is registered, and asks anew once it is unknown again", async () => {
    const world = new World({ connections: [connection(1, 1)] });
    await runIn(world);
    world.put(consumer(1, { services: ["billing"] }));
    await runIn(world);
    expect(world.endState().questions).to.deep.equal([[endpointId(1), "serviceNotCovered"]]);
    world.consumers.clear();
    await runIn(world);
    expect(world.asked).to.deep.equal([endpointId(1), endpointId(1)]);
    world.put(consumer(1));
    await runIn(world);
    expect(world.endState().questions).to.deep.equal([]);
    expect(world.story(endpointId(1))).to.deep.equal([
      "leave unknownAccount",
      "leave serviceNotCovered",
      "leave unknownAccount",
      "accept entitled",
    ]);
  });
});
