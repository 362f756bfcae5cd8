import { expect } from "chai";
import { systemClock } from "../../automation/clock";

describe("systemClock", () => {
  it("sleeps", async () => {
    const events: string[] = [];
    setTimeout(() => events.push("a shorter timer"), 1);
    await systemClock.sleep(30);
    expect(events).to.deep.equal(["a shorter timer"]);
  });

  it("wakes with the signal's reason, before a sleep and during it", async () => {
    const reason = new Error("interrupted");
    const abort = new AbortController();
    const sleep = systemClock.sleep(60_000, abort.signal).catch((error: unknown) => error);
    abort.abort(reason);
    expect(await sleep).to.equal(reason);
    expect(await systemClock.sleep(60_000, abort.signal).catch((error: unknown) => error)).to.equal(reason);
  });
});
