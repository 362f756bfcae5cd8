import { expect } from "chai";
import { messageOf } from "../../../examples/release/messages";

const at = "2026-03-02T09:00:00.000Z";
const SUMMARY = { stack: "us-east-2", wave: "rest", seconds: 12, problems: [], warnings: [] };

describe("a message of the release program", () => {
  it("says what was changed, and nothing of what stays", () => {
    const changes = { update: 2, same: 91, delete: 0 };
    const summary = { ...SUMMARY, outcome: "done" as const, changes };
    expect(messageOf({ at, type: "stack-ended", summary })).to.equal("us-east-2: done (2 updated)");
  });

  it("says what is wrong with a stack", () => {
    const summary = { ...SUMMARY, outcome: "failed" as const, changes: {}, problems: ["no capacity"] };
    expect(messageOf({ at, type: "stack-ended", summary })).to.equal("us-east-2: failed\n  no capacity");
  });

  it("says why a wave is not healthy", () => {
    const reasons = { "us-east-2": ["api: 1 of 2 targets is healthy", "api-errors: it is firing"] };
    expect(messageOf({ at, type: "gate-ended", wave: "rest", healthy: false, reasons })).to.equal(
      "Wave rest is not healthy: us-east-2: api: 1 of 2 targets is healthy; api-errors: it is firing",
    );
  });

  it("says how a wave is that was brought back", () => {
    const ended = { at, type: "gate-ended", wave: "rest", afterRollback: true } as const;
    expect(messageOf({ ...ended, healthy: true, reasons: {} })).to.equal(
      "Wave rest is healthy after it was brought back.",
    );
    expect(messageOf({ ...ended, healthy: false, reasons: { "us-east-2": ["api: no target is healthy"] } })).to.equal(
      "Wave rest is not healthy after it was brought back: us-east-2: api: no target is healthy",
    );
  });

  it("is not made of progress", () => {
    const progress = { stack: "us-east-2", operation: "up" as const, done: 3, running: 2 };
    expect(messageOf({ at, type: "stack-progressed", ...progress })).to.equal(undefined);
  });
});
