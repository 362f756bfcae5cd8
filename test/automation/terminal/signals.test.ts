import { EventEmitter } from "node:events";
import { expect } from "chai";
import { Interruption } from "../../../automation/rollout/interruption";
import { Signals } from "../../../automation/terminal/signals";

describe("Signals", () => {
  let source: EventEmitter;
  let interruption: Interruption;
  let now: number;
  let signals: Signals;

  beforeEach(() => {
    source = new EventEmitter();
    interruption = new Interruption();
    now = 0;
    signals = new Signals(interruption, source, () => now);
  });

  const requested = (): readonly boolean[] => [interruption.drain.aborted, interruption.cancel.aborted];

  it("takes the first signal for a request to stop, and the next for one to cancel", () => {
    source.emit("SIGINT");
    expect(requested()).to.deep.equal([true, false]);
    now = 1_000;
    source.emit("SIGTERM");
    expect(requested()).to.deep.equal([true, true]);
  });

  it("takes the Ctrl-C that npm sends on besides the terminal's for the same one", () => {
    source.emit("SIGINT");
    now = 50;
    source.emit("SIGINT");
    expect(requested()).to.deep.equal([true, false]);
    now = 2_000;
    source.emit("SIGINT");
    expect(requested()).to.deep.equal([true, true]);
  });

  it("takes a terminal that is closed for a request", () => {
    source.emit("SIGHUP");
    expect(requested()).to.deep.equal([true, false]);
  });

  it("listens to nothing any more once it is told so", () => {
    signals.forget();
    expect(source.eventNames()).to.deep.equal([]);
  });

  it("tells whoever began to listen last alone, and the one before again afterwards", () => {
    const told: string[] = [];
    const inner = new Signals({ request: () => told.push("inner") }, source, () => now);
    source.emit("SIGINT");
    expect([told, requested()]).to.deep.equal([["inner"], [false, false]]);
    inner.forget();
    now = 1_000;
    source.emit("SIGINT");
    expect([told, requested()]).to.deep.equal([["inner"], [true, false]]);
  });

  it("hands over without a gap to one that began later, whichever of them is forgotten first", () => {
    const told: string[] = [];
    const later = new Signals({ request: () => told.push("later") }, source, () => now);
    signals.forget();
    source.emit("SIGTERM");
    later.forget();
    source.emit("SIGTERM");
    expect([told, requested()]).to.deep.equal([["later"], [false, false]]);
  });

  it("ends at once where nothing was requested, and otherwise outlives the same request that comes once more", async () => {
    await signals.end();
    expect(source.eventNames()).to.deep.equal([]);
    const other = new Signals(interruption, source, () => now);
    source.emit("SIGINT");
    const ended = other.end();
    source.emit("SIGINT");
    await ended;
    expect(source.listenerCount("SIGINT")).to.equal(1);
    expect(requested()).to.deep.equal([true, false]);
  });
});
