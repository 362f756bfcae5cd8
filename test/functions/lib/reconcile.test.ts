import { expect } from "chai";
import type { Connection } from "../../../functions/lib/connection";
import { EntitlementStatus } from "../../../functions/lib/entitlement";
import { accountId, connection, consumer, endpointId, rootOf, SERVICE, START } from "../support/builders";
import { ACTOR, runIn } from "../support/run";
import { World } from "../support/world";

const AVAILABLE = { state: "available" };
const idsOf = (decided: readonly { connection: Connection }[] = []) => decided.map((one) => one.connection.endpointId);

/** Consumers and connections of which nothing is left to do, apart from what the run is about. */
function quietWorld(count: number): World {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const world = new World({
    consumers: numbers.map((number) => consumer(number)),
    connections: numbers.map((number) => connection(number, number, AVAILABLE)),
  });
  for (const number of numbers) world.principals.add(rootOf(accountId(number)));
  return world;
}

describe("a run", () => {
  it("accepts, rejects, admits, asks and writes down why, in the order that a crash may interrupt", async () => {
    const world = new World({
      consumers: [consumer(1), consumer(2, { status: "suspended", revision: 4 })],
      connections: [connection(1, 1), connection(2, 2, AVAILABLE), connection(3, 9)],
    });
    world.principals.add(rootOf(accountId(2)));
    const { calls, report } = await runIn(world);
    expect(calls.made.map(({ name }) => name)).to.deep.equal([
      "openQuestions",
      "warnings",
      "connections",
      "principals",
      "contents",
      "check",
      "recordIntents",
      "reject",
      "changePrincipals",
      "changePrincipals",
      "accept",
      "request",
      "open",
    ]);
    expect(world.endState()).to.deep.equal({
      states: [
        [endpointId(1), "available"],
        [endpointId(2), "rejected"],
        [endpointId(3), "pendingAcceptance"],
      ],
      principals: [rootOf(accountId(1))],
      questions: [[endpointId(3), "unknownAccount"]],
      warnings: [],
    });
    expect(world.audit).to.deep.equal([
      {
        subject: "connection",
        id: endpointId(2),
        at: START,
        actor: ACTOR,
        action: "reject",
        before: "available",
        after: "rejected",
        reason: "suspended",
        explanation: "consumer-2 is suspended; it may not connect.",
        account: accountId(2),
        consumer: "consumer-2",
        revision: 4,
        serviceId: SERVICE.serviceId,
        region: "us-east-1",
      },
      {
        subject: "connection",
        id: endpointId(1),
        at: START,
        actor: ACTOR,
        action: "accept",
        before: "pendingAcceptance",
        after: "available",
        reason: "entitled",
        explanation: "consumer-1 is active and entitled: no books are asked.",
        account: accountId(1),
        consumer: "consumer-1",
        revision: 1,
        serviceId: SERVICE.serviceId,
        region: "us-east-1",
      },
      {
        subject: "connection",
        id: endpointId(3),
        at: START,
        actor: ACTOR,
        action: "leave",
        before: "pendingAcceptance",
        after: "pendingAcceptance",
        reason: "unknownAccount",
        explanation: `No consumer in the registry has the account ${accountId(9)}; a person decides about ${endpointId(3)}.`,
        account: accountId(9),
        serviceId: SERVICE.serviceId,
        region: "us-east-1",
      },
    ]);
    expect(idsOf(report?.accepted)).to.deep.equal([endpointId(1)]);
    expect(idsOf(report?.rejected)).to.deep.equal([endpointId(2)]);
    expect(report?.principals).to.deep.equal({ added: [rootOf(accountId(1))], removed: [rootOf(accountId(2))] });
    expect(report?.asked.map((one) => one.endpointId)).to.deep.equal([endpointId(3)]);
    expect(idsOf(report?.pending)).to.deep.equal([endpointId(3)]);
    expect(report?.unknownAccounts).to.deep.equal([accountId(9)]);
    const ageSeconds = (Date.parse(START) - Date.parse(connection(3, 9).createdAt)) / 1000;
    expect(report?.oldestPendingSeconds).to.equal(ageSeconds);
  });

  it("makes six calls when there is nothing to do, and none that writes", async () => {
    const world = quietWorld(300);
    world.connections.set(endpointId(900), connection(900, 900));
    await runIn(world);
    const { calls, report } = await runIn(world);
    expect(calls.counts()).to.deep.equal({
      openQuestions: 1,
      warnings: 1,
      connections: 1,
      principals: 1,
      contents: 1,
      check: 1,
    });
    expect(calls.writes()).to.deep.equal([]);
    expect(report?.plan.decisions.length).to.equal(301);
    expect(world.asked).to.deep.equal([endpointId(900)]);
  });

  it("does not read warnings where it does not warn, nor asks the books about nobody", async () => {
    const { calls } = await runIn(new World({ consumers: [consumer(1)] }), { warningDays: 0, dryRun: true });
    expect(calls.counts()).to.deep.equal({ openQuestions: 1, connections: 1, principals: 1, contents: 1 });
  });

  it("writes nothing and tells nobody in a dry run, and says what it would do", async () => {
    const validUntil = "2026-06-02T00:00:00.000Z";
    const world = new World({
      consumers: [consumer(1, { validUntil }), consumer(2, { status: "ended" })],
      connections: [connection(1, 1), connection(2, 2), connection(3, 9)],
    });
    world.principals.add("*");
    const before = structuredClone(world.endState());
    const { calls, report } = await runIn(world, { dryRun: true });
    expect(calls.writes()).to.deep.equal([]);
    expect(world.endState()).to.deep.equal(before);
    expect(world.audit).to.deep.equal([]);
    expect(report?.dryRun).to.equal(true);
    expect(idsOf(report?.plan.accept)).to.deep.equal([endpointId(1)]);
    expect(idsOf(report?.plan.cut)).to.deep.equal([endpointId(2)]);
    expect(report?.plan.principals).to.deep.equal({ add: [rootOf(accountId(1))], remove: ["*"] });
    expect(report?.plan.questions.open.length).to.equal(1);
    expect(report?.plan.warnings.send.length).to.equal(1);
    expect(report?.accepted).to.deep.equal([]);
    expect(idsOf(report?.pending)).to.deep.equal([1, 2, 3].map(endpointId));
  });

  it("accepts and rejects at most 25 endpoints in a call", async () => {
    const world = new World({
      consumers: [consumer(1), consumer(2, { status: "ended" })],
      connections: Array.from({ length: 112 }, (_, index) => connection(index, index < 60 ? 1 : 2)),
    });
    const { calls } = await runIn(world);
    expect(calls.counts().accept).to.equal(3);
    expect(calls.counts().reject).to.equal(3);
    expect(world.deeds.length).to.equal(112);
  });

  it("names the notification that led to it, where there is one about the endpoint or only one at all", async () => {
    const build = () =>
      new World({ consumers: [consumer(1)], connections: [connection(1, 1), connection(2, 1), connection(3, 9)] });
    const messageIds = async (options: Parameters<typeof runIn>[1]) => {
      const world = build();
      await runIn(world, options);
      return world.audit.map(({ messageId }) => messageId);
    };
    expect(await messageIds({ messageIds: ["a"] })).to.deep.equal(["a", "a", "a"]);
    expect(await messageIds({ messageIds: ["a", "b"] })).to.deep.equal([undefined, undefined, undefined]);
    const messagesByEndpoint = new Map([[endpointId(2), "b"]]);
    expect(await messageIds({ messageIds: ["a", "b"], messagesByEndpoint })).to.deep.equal([undefined, "b", undefined]);
  });

  it("keeps the principal of an account until its connections are cut", async () => {
    const world = new World({
      consumers: [consumer(1, { status: "ended" }), consumer(2, { status: "ended" })],
      connections: [connection(1, 1, AVAILABLE), connection(2, 1, AVAILABLE), connection(3, 2, AVAILABLE)],
    });
    world.principals.add(rootOf(accountId(1))).add(rootOf(accountId(2)));
    world.refusals.set(endpointId(2), "InternalError");
    const { report } = await runIn(world);
    expect(report?.principals.removed).to.deep.equal([rootOf(accountId(2))]);
    expect([...world.principals]).to.deep.equal([rootOf(accountId(1))]);
    world.refusals.clear();
    await runIn(world);
    expect([...world.principals]).to.deep.equal([]);
  });

  it("never admits or keeps all accounts unless the stack has declared it", async () => {
    const world = new World({ consumers: [consumer(1, { principals: ["*"] })] });
    world.principals.add("*");
    await runIn(world);
    expect([...world.principals]).to.deep.equal([]);
    world.service = { ...SERVICE, stackPrincipals: ["*"] };
    world.principals.add("*");
    await runIn(world);
    expect([...world.principals]).to.deep.equal(["*"]);
  });

  it("cuts who has not paid, and neither accepts nor cuts while the books do not answer", async () => {
    const world = new World({
      consumers: [consumer(1), consumer(2)],
      connections: [connection(1, 1, AVAILABLE), connection(2, 1), connection(3, 2, AVAILABLE), connection(4, 2)],
    });
    world.entitlements.set(accountId(1), { status: EntitlementStatus.NotEntitled, detail: "no payment" });
    world.entitlements.set(accountId(2), { status: EntitlementStatus.Unknown, detail: "no answer" });
    await runIn(world);
    expect(world.endState().states.map(([, state]) => state)).to.deep.equal([
      "rejected",
      "pendingAcceptance",
      "available",
      "pendingAcceptance",
    ]);
    expect(world.asked).to.deep.equal([]);
  });
});
