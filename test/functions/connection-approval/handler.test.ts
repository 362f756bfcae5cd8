import { expect } from "chai";
import { handlerOf } from "../../../functions/connection-approval/handler";
import type { FunctionLog } from "../../../functions/lib/logger";
import type { Notification } from "../../../functions/lib/messages";
import { RunFailed, StepFailed } from "../../../functions/lib/run-failed";
import type { Outcome } from "../../../functions/lib/run-metrics";
import type { RunReport } from "../../../functions/lib/run-report";
import { record, report, SERVICE, SETTINGS } from "../support/samples";

interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

describe("the handler", () => {
  let lines: Line[] = [];
  let begun: (string | undefined)[] = [];
  let measured: Outcome[] = [];
  let runs: (readonly Notification[])[] = [];
  let run: () => Promise<RunReport>;

  const write = (level: string) => (message: string, fields: Line["fields"]) => {
    lines.push({ level, message, fields });
  };
  const log: FunctionLog = {
    begin: (requestId) => void begun.push(requestId),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
  const handler = handlerOf(() => ({
    settings: SETTINGS,
    log,
    measure: (outcome) => void measured.push(outcome),
    run: (notifications) => {
      runs.push(notifications);
      return run();
    },
  }));

  beforeEach(() => {
    lines = [];
    begun = [];
    measured = [];
    runs = [];
    run = async () => report();
  });

  async function failureOf(event: unknown): Promise<unknown> {
    return handler(event).then(
      () => expect.fail("It did not throw."),
      (error: unknown) => error,
    );
  }

  it("runs once for the schedule and answers nothing", async () => {
    expect(await handler({ source: "schedule" }, { awsRequestId: "r-1" })).to.equal(undefined);
    expect(runs).to.deep.equal([[]]);
    expect(begun).to.deep.equal(["r-1"]);
  });

  it("runs once for a batch of messages, and all are done", async () => {
    const event = { Records: [record("1", "vpce-12345678"), record("2", "")] };
    expect(await handler(event)).to.deep.equal({ batchItemFailures: [] });
    expect(runs).to.deep.equal([
      [
        { messageId: "sns-1", endpointIds: ["vpce-12345678"] },
        { messageId: "sns-2", endpointIds: [] },
      ],
    ]);
  });

  it("gives a poison message back alone, and runs for the others", async () => {
    const event = { Records: [record("1", ""), { ...record("2", ""), body: "x" }, record("3", "")] };
    expect(await handler(event)).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(runs.map((notifications) => notifications.map(({ messageId }) => messageId))).to.deep.equal([
      ["sns-1", "sns-3"],
    ]);
    expect(lines[0]).to.deep.equal({
      level: "error",
      message: "A message in the queue is not a notification of the topic",
      fields: { queueId: "2", problem: "its body is not JSON" },
    });
  });

  it("runs when there is nothing but poison", async () => {
    const event = { Records: [{ ...record("1", ""), body: "x" }] };
    expect(await handler(event)).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(runs).to.deep.equal([[]]);
  });

  it("measures and sums up every run in one line", async () => {
    await handler({ source: "schedule" });
    expect(measured).to.deep.equal([{ report: report() }]);
    expect(lines).to.deep.equal([
      {
        level: "info",
        message: "Run done",
        fields: {
          by: "schedule",
          messages: 0,
          connections: 0,
          accepted: 0,
          rejected: 0,
          postponed: 0,
          refused: 0,
          principalsAdded: 0,
          principalsRemoved: 0,
          asked: 0,
          warned: 0,
          pending: 0,
          oldestPendingSeconds: 0,
          unreadableEntries: 0,
        },
      },
    ]);
  });

  it("throws what a run fails with, whatever woke it, after it was measured and told", async () => {
    const done = report({ errors: ["a step"] });
    const error = new RunFailed(SERVICE, [new StepFailed("A step", new Error("throttled"))], done);
    run = () => Promise.reject(error);
    expect(await failureOf({ source: "schedule" })).to.equal(error);
    expect(await failureOf({ Records: [record("1", "")] })).to.equal(error);
    expect(measured).to.deep.equal([
      { error, report: done },
      { error, report: done },
    ]);
    expect(lines.map(({ level, message, fields }) => [level, message, fields.by, fields.error])).to.deep.equal([
      ["error", "Run failed", "schedule", error.message],
      ["error", "Run failed", "messages", error.message],
    ]);
  });

  it("throws a plain error for an event of another kind, and does not run", async () => {
    const error = await failureOf({ detail: {} });
    expect(error)
      .to.be.an("error")
      .with.property(
        "message",
        'The event is neither a batch of SQS messages nor that of the schedule, {"source":"schedule"}.',
      );
    expect(runs).to.deep.equal([]);
  });
});
