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
});
