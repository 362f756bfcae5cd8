import { expect } from "chai";
import { RunFailed, StepFailed } from "../../../functions/lib/run-failed";
import { metricsOf } from "../../../functions/lib/run-metrics";
import type { DecidedConnection } from "../../../functions/lib/run-report";
import { CONNECTION, report, SERVICE } from "../support/samples";

const UNKNOWN: DecidedConnection = {
  connection: CONNECTION,
  decision: { action: "leave", reason: "unknownAccount", explanation: "Nobody has it." },
};

const FAILED = new StepFailed("The connections could not be read", new Error("throttled"));

describe("metrics of a run", () => {
  it("count what was done and what waits", () => {
    const { plan } = report();
    const done = report({
      plan: {
        ...plan,
        decisions: [UNKNOWN],
        unreadable: [{ key: "CONSUMERS/1", account: "1", problem: "It has no name." }],
      },
      accepted: [UNKNOWN, UNKNOWN],
      rejected: [UNKNOWN],
      pending: [UNKNOWN],
      oldestPendingSeconds: 7200,
      unknownAccounts: [CONNECTION.account],
    });
    expect(metricsOf({ report: done })).to.deep.equal({
      Runs: 1,
      Errors: 0,
      Accepted: 2,
      Rejected: 1,
      UnreadableEntries: 1,
      Pending: 1,
      OldestPendingSeconds: 7200,
      UnknownAccounts: 1,
    });
  });

  it("of a quiet run are zeros, so that alarms see that there is nothing", () => {
    expect(metricsOf({ report: report() })).to.deep.equal({
      Runs: 1,
      Errors: 0,
      Accepted: 0,
      Rejected: 0,
      UnreadableEntries: 0,
      Pending: 0,
      OldestPendingSeconds: 0,
      UnknownAccounts: 0,
    });
  });

  it("leave out what waits when connections could not be read", () => {
    const failed = report({ errors: [FAILED.message] });
    const error = new RunFailed(SERVICE, [FAILED], failed);
    expect(metricsOf({ report: failed, error })).to.deep.equal({
      Runs: 1,
      Errors: 1,
      Accepted: 0,
      Rejected: 0,
      UnreadableEntries: 0,
    });
  });

  it("count every step that failed", () => {
    const failed = report({ plan: { ...report().plan, decisions: [UNKNOWN] }, pending: [UNKNOWN] });
    const error = new RunFailed(SERVICE, [FAILED, FAILED], failed);
    expect(metricsOf({ report: failed, error })).to.include({ Runs: 1, Errors: 2, Pending: 1 });
  });

  it("do not count a run that could decide nothing", () => {
    expect(metricsOf({ error: new RunFailed(SERVICE, [FAILED]) })).to.deep.equal({ Runs: 0, Errors: 1 });
    expect(metricsOf({ error: new Error("out of memory") })).to.deep.equal({ Runs: 0, Errors: 1 });
  });
});
