import { expect } from "chai";
import { consumersToAskAbout } from "../../../functions/lib/plan-run";
import { accountId, connection, consumer, endpointId, rootOf, SERVICE, START } from "../support/builders";
import { plan, question } from "../support/plan";

const idsOf = (decided: readonly { connection: { endpointId: string } }[]) =>
  decided.map((one) => one.connection.endpointId);

describe("the plan of a run", () => {
  it("holds every connection by age, and what is to be accepted and cut", () => {
    const connections = [
      connection(4, 9),
      connection(3, 1),
      connection(2, 2, { state: "Available" }),
      connection(1, 1, { state: "rejected" }),
      connection(5, 3, { state: "available" }),
    ];
    const consumers = [
      consumer(1),
      consumer(2, { status: "suspended" }),
      consumer(3, { validUntil: "2026-06-01T11:00:00.000Z" }),
    ];
    const { decisions, accept, cut } = plan({ connections, consumers });
    expect(idsOf(decisions)).to.deep.equal([1, 2, 3, 4, 5].map(endpointId));
    expect(idsOf(accept)).to.deep.equal([endpointId(3)]);
    expect(cut.map(({ decision }) => decision.action)).to.deep.equal(["reject", "expire"]);
    expect(idsOf(cut)).to.deep.equal([endpointId(2), endpointId(5)]);
  });

  it("accepts up to the limit, oldest first, whatever the order in which AWS lists connections", () => {
    const connections = [connection(3, 1), connection(1, 1, { state: "available" }), connection(2, 1)];
    const consumers = [consumer(1, { maxConnections: 2 })];
    for (const listed of [connections, connections.toReversed()]) {
      const { accept, questions } = plan({ connections: listed, consumers });
      expect(idsOf(accept)).to.deep.equal([endpointId(2)]);
      expect(questions.open.map((one) => [one.question.endpointId, one.question.reason, one.ask])).to.deep.equal([
        [endpointId(3), "overLimit", false],
      ]);
    }
  });

  it("counts a connection that AWS lists twice once, in the state that it listed last", () => {
    const connections = [connection(1, 1), connection(1, 1, { state: "available" }), connection(2, 1)];
    const { decisions, accept } = plan({ connections, consumers: [consumer(1, { maxConnections: 2 })] });
    expect(decisions.map(({ connection: { state } }) => state)).to.deep.equal(["available", "pendingAcceptance"]);
    expect(idsOf(accept)).to.deep.equal([endpointId(2)]);
  });

  it("accepts nobody about whom the books gave no answer", () => {
    const { decisions } = plan({
      connections: [connection(1, 1)],
      consumers: [consumer(1)],
      entitlements: new Map(),
    });
    expect(decisions[0]?.decision).to.deep.equal({
      action: "leave",
      reason: "entitlementUnknown",
      explanation: "Whether consumer-1 is entitled is not known: the books gave no answer about it.",
    });
  });

  it("takes an account whose entry cannot be read for unknown, and says which entry to mend", () => {
    const unreadable = [{ key: "CONSUMERS/100000000001", account: accountId(1), problem: "status: (missing)" }];
    const admittedPrincipals = [rootOf(accountId(1))];
    const { decisions, questions, principals } = plan({
      connections: [connection(1, 1), connection(2, 1, { state: "rejected" })],
      unreadable,
      admittedPrincipals,
    });
    expect(decisions.map(({ decision }) => decision)).to.deep.equal([
      {
        action: "leave",
        reason: "unknownAccount",
        explanation:
          "The entry CONSUMERS/100000000001 of the registry cannot be read (status: (missing)); a person mends it, until then the account 100000000001 is unknown.",
      },
      {
        action: "leave",
        reason: "settled",
        explanation: `${endpointId(2)} is rejected; nothing is left to decide.`,
      },
    ]);
    expect(questions.open.map(({ ask }) => ask)).to.deep.equal([true]);
    expect(principals).to.deep.equal({ add: [], remove: [] });
  });

  it("asks the books only about consumers on whose entitlement a decision depends", () => {
    const consumers = [
      consumer(1),
      consumer(2, { status: "suspended" }),
      consumer(3, { regions: ["eu-west-1"] }),
      consumer(4),
      consumer(5),
    ];
    const connections = [
      connection(1, 1, { state: "available" }),
      connection(2, 2),
      connection(3, 3),
      connection(4, 4, { state: "rejected" }),
      connection(5, 3, { region: "eu-west-1" }),
    ];
    expect(
      consumersToAskAbout({ service: SERVICE, connections, consumers, now: new Date(START) }).map(({ name }) => name),
    ).to.deep.equal(["consumer-1", "consumer-3"]);
  });
});

describe("the plan of what could not be read", () => {
  const admittedPrincipals = [rootOf(accountId(9))];

  it("removes no principal and closes no question without the connections", () => {
    const openQuestions = [question(1, 9)];
    const one = consumer(1);
    const { decisions, principals, principalReasons, questions } = plan({
      connections: undefined,
      consumers: [one],
      openQuestions,
      admittedPrincipals,
    });
    expect(decisions).to.deep.equal([]);
    expect(principals).to.deep.equal({ add: [rootOf(accountId(1))], remove: [] });
    expect(principalReasons).to.deep.equal([{ principal: rootOf(accountId(1)), consumer: one, reason: "active" }]);
    expect(questions).to.deep.equal({ kept: openQuestions, open: [], close: [] });
  });

  it("opens no question without the open ones, and accepts all the same", () => {
    const { accept, questions } = plan({
      connections: [connection(1, 1), connection(2, 9)],
      consumers: [consumer(1)],
      openQuestions: undefined,
    });
    expect(idsOf(accept)).to.deep.equal([endpointId(1)]);
    expect(questions).to.deep.equal({ kept: [], open: [], close: [] });
  });

  it("changes no principal without the admitted ones, and cuts all the same", () => {
    const { cut, principals } = plan({
      connections: [connection(1, 1)],
      consumers: [consumer(1, { status: "ended" })],
      admittedPrincipals: undefined,
    });
    expect(idsOf(cut)).to.deep.equal([endpointId(1)]);
    expect(principals).to.deep.equal({ add: [], remove: [] });
  });

  it("is the same plan for the same facts", () => {
    const facts = {
      connections: [connection(1, 1), connection(2, 9)],
      consumers: [consumer(1), consumer(2, { status: "ended" })],
      admittedPrincipals,
    };
    expect(plan(facts)).to.deep.equal(plan(structuredClone(facts)));
  });
});
