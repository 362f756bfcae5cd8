import { expect } from "chai";
import { connection, consumer, START } from "../support/builders";
import { plan, question } from "../support/plan";

describe("the plan of open questions", () => {
  const connections = [connection(1, 9), connection(2, 1), connection(3, 8, { state: "available" })];
  const consumers = [consumer(1, { services: [] })];

  it("opens one for each connection that is left pending, and asks about unknown accounts alone", () => {
    const { questions } = plan({ connections, consumers });
    expect(questions.open.map((one) => [one.question, one.ask])).to.deep.equal([
      [question(1, 9, { since: START }), true],
      [question(2, 1, { since: START, reason: "serviceNotCovered" }), false],
    ]);
  });

  it("keeps those that are open for the same reason", () => {
    const openQuestions = [question(1, 9), question(2, 1, { reason: "serviceNotCovered" })];
    const { open, close, kept } = plan({ connections, consumers, openQuestions }).questions;
    expect({ open, close, kept }).to.deep.equal({ open: [], close: [], kept: openQuestions });
  });

  it("opens another one when the reason is another, and asks when the account has become unknown", () => {
    const openQuestions = [question(1, 9, { reason: "overLimit" }), question(2, 1)];
    const { open, close } = plan({ connections, consumers, openQuestions }).questions;
    expect(open.map((one) => [one.question.reason, one.ask])).to.deep.equal([
      ["unknownAccount", true],
      ["serviceNotCovered", false],
    ]);
    expect(close).to.deep.equal([]);
  });

  it("closes those of connections that are gone, settled or established", () => {
    const openQuestions = [question(3, 8), question(4, 9), question(5, 9)];
    const listed = [...connections, connection(4, 9, { state: "rejected" })];
    expect(plan({ connections: listed, consumers, openQuestions }).questions.close).to.deep.equal(openQuestions);
  });

  it("keeps those of connections that are about to be accepted or cut until that is done", () => {
    const openQuestions = [question(1, 1), question(2, 2, { reason: "suspended", refusal: "InternalError: sorry" })];
    const { open, close } = plan({
      connections: [connection(1, 1), connection(2, 2, { state: "available" })],
      consumers: [consumer(1), consumer(2, { status: "suspended" })],
      openQuestions,
    }).questions;
    expect({ open, close }).to.deep.equal({ open: [], close: [] });
  });
});
