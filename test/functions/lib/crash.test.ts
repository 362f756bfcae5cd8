import { expect } from "chai";
import { accountId, connection, consumer, endpointId, rootOf } from "../support/builders";
import { type Fault, KILLS, THROWS } from "../support/calls";
import { runIn } from "../support/run";
import { World } from "../support/world";

const AVAILABLE = { state: "available" };
const MOST_CALLS = 60;

/** The actions in the books, one of which each deed needs. */
const WRITTEN_AS: Readonly<Record<"accept" | "reject", readonly string[]>> = {
  accept: ["accept"],
  reject: ["reject", "expire"],
};

/** A world in which a run makes every kind of call, and several of most. */
function worldToSettle(): World {
  const world = new World({
    consumers: [
      consumer(1, { maxConnections: 30 }),
      consumer(2, { status: "suspended" }),
      consumer(3, { validUntil: "2026-06-02T00:00:00.000Z" }),
      consumer(4, { status: "ended" }),
      consumer(5, { services: ["billing"] }),
    ],
    connections: [
      ...Array.from({ length: 32 }, (_, index) => connection(100 + index, 1)),
      ...Array.from({ length: 27 }, (_, index) => connection(200 + index, 2, AVAILABLE)),
      connection(300, 3),
      connection(301, 4),
      connection(302, 5),
      ...Array.from({ length: 27 }, (_, index) => connection(400 + index, 50 + (index % 3))),
      connection(500, 1),
      connection(501, 3, AVAILABLE),
    ],
  });
  world.principals
    .add(rootOf(accountId(2)))
    .add(rootOf(accountId(60)))
    .add("*");
  world.refusals.set(endpointId(500), "InternalError").set(endpointId(201), "InternalError");
  for (const number of [501, 600]) {
    world.questions.set(endpointId(number), {
      serviceId: world.service.serviceId,
      endpointId: endpointId(number),
      account: accountId(3),
      reason: "overLimit",
      state: "pendingAcceptance",
      since: "2026-05-01T00:00:00.000Z",
    });
  }
  const warnedAt = "2026-05-01T00:00:00.000Z";
  world.warnings.set(accountId(70), { account: accountId(70), validUntil: "2026-05-02T00:00:00.000Z", warnedAt });
  return world;
}

/** What must hold whatever happened. */
function expectSound(world: World, calm: World): void {
  expect(world.endState()).to.deep.equal(calm.endState());
  const unwritten = world.deeds.filter(
    ({ verb, endpointId }) => !world.trail(endpointId).some(({ action }) => WRITTEN_AS[verb].includes(action)),
  );
  expect(unwritten).to.deep.equal([]);
  const accepted = world.deeds.filter(({ verb }) => verb === "accept").map(({ endpointId }) => endpointId);
  const calmAccepted = calm.deeds.filter(({ verb }) => verb === "accept").map(({ endpointId }) => endpointId);
  expect(accepted.toSorted()).to.deep.equal(calmAccepted.toSorted());
  expect(new Set(world.asked)).to.deep.equal(new Set(calm.asked));
  expect(new Set(world.warned)).to.deep.equal(new Set(calm.warned));
}

async function settle(world: World): Promise<void> {
  for (let run = 0; run < 2; run++) {
    const { failure } = await runIn(world);
    if (failure !== undefined) throw failure;
  }
}

async function calmWorld(): Promise<World> {
  const world = worldToSettle();
  await settle(world);
  return world;
}

/** Lets a run meet the fault at each call in turn, until there are no more calls; how many there were. */
async function atEachCall(fault: Fault, check: (world: World, number: number) => Promise<void>): Promise<number> {
  for (let number = 1; number < MOST_CALLS; number++) {
    const world = worldToSettle();
    const { calls } = await runIn(world, { faults: new Map([[number, fault]]) });
    if (calls.made.length < number) return number - 1;
    await check(world, number);
  }
  throw new Error(`A run makes more than ${MOST_CALLS} calls.`);
}

describe("a run that ends between any two calls", () => {
  it("is tried in a world in which a run makes every kind of call", async () => {
    const world = worldToSettle();
    const { calls } = await runIn(world);
    expect(calls.counts()).to.deep.equal({
      openQuestions: 1,
      warnings: 1,
      connections: 2,
      principals: 1,
      contents: 1,
      check: 1,
      recordIntents: 1,
      reject: 2,
      changePrincipals: 2,
      accept: 2,
      open: 3,
      request: 27,
      close: 1,
      endsSoon: 1,
      rememberWarning: 1,
      forgetWarnings: 1,
    });
    expect(world.endState().principals).to.deep.equal([1, 2, 3].map((number) => rootOf(accountId(number))));
  });

  for (const fault of KILLS) {
    it(`comes to the same end when it is repeated (${fault})`, async () => {
      const calm = await calmWorld();
      const crashes = await atEachCall(fault, async (world) => {
        await settle(world);
        expectSound(world, calm);
      });
      expect(crashes).to.equal(48);
    });
  }

  for (const fault of THROWS) {
    it(`comes to the same end when a call fails and the run is repeated (${fault})`, async () => {
      const calm = await calmWorld();
      await atEachCall(fault, async (world) => {
        await settle(world);
        expectSound(world, calm);
      });
    });
  }

  it("comes to the same end when the repeated run is killed as well", async () => {
    const calm = await calmWorld();
    await atEachCall("killAfter", async (world, number) => {
      await runIn(world, { faults: new Map([[((number * 7) % 20) + 1, "killMidway"]]) });
      await settle(world);
      expectSound(world, calm);
    });
  });

  it("writes a decision down once, though a run was killed before it was carried out", async () => {
    const world = new World({ consumers: [consumer(1)], connections: [connection(1, 1)] });
    for (let crash = 0; crash < 3; crash++) {
      const { calls } = await runIn(world, { faults: new Map([[7, "killAfter"]]) });
      expect(calls.made.at(-1)?.name).to.equal("recordIntents");
    }
    expect(world.deeds).to.deep.equal([]);
    await settle(world);
    expect(world.story(endpointId(1))).to.deep.equal(["accept entitled"]);
    expect(world.stateOf(endpointId(1))).to.equal("available");
  });
});
