import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { GentleStop } from "../../../automation/engine/gentle-stop";

const AT = { sequence: 0, timestamp: 0 };
const FIRST: EngineEvent = { ...AT, preludeEvent: { config: {} } };
const SUMMARY: EngineEvent = {
  ...AT,
  summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, policyPacks: {} },
};
const LAST: EngineEvent = { ...AT, cancelEvent: {} };

describe("GentleStop", () => {
  it("passes a request on at once while the engine listens", () => {
    const request = new AbortController();
    const stop = new GentleStop(request.signal);
    stop.note(FIRST);
    expect(stop.signal.aborted).to.equal(false);
    request.abort();
    expect(stop.signal.aborted).to.equal(true);
  });

  it("keeps a request that comes before the engine listens until it does", () => {
    const request = new AbortController();
    const stop = new GentleStop(request.signal);
    request.abort();
    expect(stop.signal.aborted).to.equal(false);
    stop.note(FIRST);
    expect(stop.signal.aborted).to.equal(true);
  });

  for (const [name, event] of Object.entries({ summary: SUMMARY, "last event": LAST })) {
    it(`does not disturb an engine that writes down what it did, after its ${name}`, () => {
      const request = new AbortController();
      const stop = new GentleStop(request.signal);
      stop.note(FIRST);
      stop.note(event);
      request.abort();
      expect(stop.signal.aborted).to.equal(false);
    });
  }

  it("passes nothing on to an engine that has ended, and holds nothing of the request any more", () => {
    const request = new AbortController();
    const stop = new GentleStop(request.signal);
    stop.note(FIRST);
    stop.release();
    request.abort();
    expect(stop.signal.aborted).to.equal(false);
  });

  it("never stops what nobody may stop", () => {
    const stop = new GentleStop(undefined);
    stop.note(FIRST);
    expect(stop.signal.aborted).to.equal(false);
  });
});
