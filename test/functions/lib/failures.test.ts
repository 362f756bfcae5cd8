import { expect } from "chai";
import { accountId, connection, consumer, endpointId, rootOf, SERVICE, START } from "../support/builders";
import { Fault } from "../support/calls";
import { runIn } from "../support/run";
import { World } from "../support/world";

const AVAILABLE = { state: "available" };
const HEAD = `of the run for order-processor (${SERVICE.serviceId}) failed:`;

/** Everything is to be done: accept, cut, admit, remove, ask, warn. */
function busyWorld(): World {
  const world = new World({
    consumers: [
      consumer(1, { validUntil: "2026-06-02T00:00:00.000Z" }),
      consumer(2, { status: "suspended" }),
      consumer(3, { validUntil: START }),
    ],
    connections: [
      connection(1, 1),
      connection(2, 2, AVAILABLE),
      connection(3, 3),
      connection(4, 9),
      connection(5, 1, { state: "rejected" }),
    ],
  });
  world.principals.add(rootOf(accountId(2)));
  return world;
}

/** A run in which the first call of this name fails. */
async function runWithout(name: string, world = busyWorld(), times = 1) {
  let left = times;
  const ran = await runIn(world, {
    meanwhile: (call) => {
      if (call.name !== name || left === 0) return;
      left -= 1;
      throw new Error(`${name} is throttled.`);
    },
  });
  return { ...ran, world };
}

describe("a step that fails", () => {
  it("is told in a plain sentence, and what does not depend on it is done", async () => {
    const cases: [string, string, (world: World) => unknown, unknown][] = [
      [
        "openQuestions",
        "The open questions could not be read",
        ({ deeds, asked }) => [deeds.length, asked.length],
        [3, 0],
      ],
      [
        "warnings",
        "The warnings that were sent could not be read",
        ({ deeds, warned }) => [deeds.length, warned.length],
        [3, 0],
      ],
      [
        "connections",
        "The connections could not be read",
        ({ principals, warned }) => [principals.size, warned.length],
        [2, 1],
      ],
      [
        "principals",
        "The principals could not be read",
        ({ deeds, principals }) => [deeds.length, principals.size],
        [3, 1],
      ],
      ["check", "The books could not be asked", ({ deeds }) => deeds.map(({ verb }) => verb), ["reject", "reject"]],
      [
        "recordIntents",
        "What is about to be accepted and rejected could not be written to the audit, so that none of it is done",
        ({ deeds, principals, asked }) => [deeds.length, principals.size, asked.length],
        [0, 2, 1],
      ],
      [
        "changePrincipals",
        "Principals could not all be removed",
        ({ deeds, principals }) => [deeds.length, principals.size],
        [3, 2],
      ],
      [
        "request",
        `${endpointId(4)} could not be asked about`,
        ({ deeds, questions }) => [deeds.length, questions.size],
        [3, 0],
      ],
      ["open", "Open questions could not be kept", ({ asked, warned }) => [asked.length, warned.length], [1, 1]],
      [
        "endsSoon",
        "That the access of consumer-1 ends at 2026-06-02T00:00:00.000Z could not be told",
        ({ asked, warnings }) => [asked.length, warnings.size],
        [1, 0],
      ],
      [
        "rememberWarning",
        "That the access of consumer-1 ends at 2026-06-02T00:00:00.000Z could not be told",
        ({ warned, warnings }) => [warned.length, warnings.size],
        [1, 0],
      ],
    ];
    const calm = busyWorld();
    await runIn(calm);
    for (const [name, sentence, look, expected] of cases) {
      const { failure, report, world } = await runWithout(name);
      expect(failure?.message, name).to.equal(`One step ${HEAD}\n- ${sentence}: ${name} is throttled.`);
      expect(report?.errors, name).to.deep.equal([`${sentence}: ${name} is throttled.`]);
      expect(look(world), name).to.deep.equal(expected);
      await runIn(world);
      expect(world.endState(), name).to.deep.equal(calm.endState());
    }
  });

  it("is the end of the run when it is the reading of the registry", async () => {
    const { failure, report, calls, world } = await runWithout("contents");
    expect(failure?.message).to.equal(`One step ${HEAD}\n- The registry could not be read: contents is throttled.`);
    expect(report).to.equal(undefined);
    expect(calls.writes()).to.deep.equal([]);
    expect(world.audit).to.deep.equal([]);
  });

  it("tells of all that failed, each with its cause", async () => {
    const world = busyWorld();
    const { failure } = await runIn(world, {
      turn: async (name) => {
        if (name === "accept" || name === "request") throw new TypeError(`${name} is denied`);
      },
    });
    expect(failure?.message).to.equal(
      [
        `2 steps ${HEAD}`,
        `- ${endpointId(1)} could not be accepted: accept is denied`,
        `- ${endpointId(4)} could not be asked about: request is denied`,
      ].join("\n"),
    );
    expect(failure?.errors.map(({ cause }) => cause instanceof TypeError)).to.deep.equal([true, true]);
    expect(world.stateOf(endpointId(2))).to.equal("rejected");
  });

  it("keeps the principal of an account whose connections could not be cut, by a call or by a changed entry", async () => {
    const failed = await runWithout("reject", busyWorld(), Number.POSITIVE_INFINITY);
    expect(failed.failure?.message).to.equal(
      `One step ${HEAD}\n- ${endpointId(2)}, ${endpointId(3)} could not be rejected: reject is throttled.`,
    );
    expect([...failed.world.principals].sort()).to.deep.equal([1, 2].map((number) => rootOf(accountId(number))));

    const world = busyWorld();
    await runIn(world, {
      meanwhile: ({ name }) => {
        if (name === "recordIntents") world.put(consumer(2, { status: "ended" }));
      },
    });
    expect(world.principals.has(rootOf(accountId(2)))).to.equal(true);
  });

  it("stops asking when nobody can be told, and asks those who are left next time", async () => {
    const strangers = Array.from({ length: 60 }, (_, index) => connection(index, index));
    const world = new World({ connections: strangers });
    const { calls, failure } = await runWithout("request", world, Number.POSITIVE_INFINITY);
    expect(calls.counts().request).to.equal(25);
    expect(failure?.message).to.equal(
      `One step ${HEAD}\n- ${[0, 1, 2, 3, 4].map(endpointId).join(", ")} and 20 more could not be asked about: request is throttled.`,
    );
    expect(world.questions.size).to.equal(0);
    await runIn(world);
    expect(world.asked.length).to.equal(60);
    expect(world.questions.size).to.equal(60);
  });

  it("lets a stranger that cannot be asked about keep nobody else from being asked about", async () => {
    const world = new World({ connections: [connection(1, 1), connection(2, 2)] });
    await runWithout("request", world);
    expect(world.asked).to.deep.equal([endpointId(2)]);
    await runIn(world);
    expect(world.asked).to.deep.equal([endpointId(2), endpointId(1)]);
  });

  it("can be a reading in a dry run too, which then says what is planned without it", async () => {
    const { failure, report, calls } = await runIn(busyWorld(), {
      dryRun: true,
      faults: new Map([[4, Fault.ThrowBefore]]),
    });
    expect(failure?.message).to.equal(
      `One step ${HEAD}\n- The principals could not be read: principals is out of order`,
    );
    expect(report?.plan.accept.length).to.equal(1);
    expect(calls.writes()).to.deep.equal([]);
  });
});
