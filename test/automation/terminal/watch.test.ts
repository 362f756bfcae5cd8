import { EventEmitter } from "node:events";
import { expect } from "chai";
import { InvalidArgumentError } from "commander";
import { watch, watchSeconds } from "../../../automation/terminal/watch";
import { FakeTerminal } from "../support/terminal";

const clock = () => new Date("2026-11-21T12:00:00.500Z");
const explain = (error: unknown) => `error: ${(error as Error).message}`;

/** Watches with rounds that give these texts or throw these errors, and presses Ctrl-C in the last one. */
async function watched(isTTY: boolean, rounds: readonly (string | Error)[]) {
  const terminal = new FakeTerminal({ isTTY });
  const signals = new EventEmitter();
  let count = 0;
  const round = async (): Promise<string> => {
    const one = rounds[count++];
    if (one === undefined) {
      signals.emit("SIGINT");
      return new Promise<string>(() => {});
    }
    if (one instanceof Error) throw one;
    return one;
  };
  const code = await watch(round, { seconds: 0, terminal, explain, clock, signals });
  return { code, text: terminal.stdout.text, count, listeners: signals.listenerCount("SIGINT") };
}

describe("watch", () => {
  it("appends round after round with their instants where there is no terminal, and ends with 0 at Ctrl-C", async () => {
    const { code, text, count, listeners } = await watched(false, ["one\n", "two\n"]);
    expect(text).to.equal("2026-11-21T12:00:00Z\n\none\n\n2026-11-21T12:00:00Z\n\ntwo\n\n");
    expect([code, count, listeners]).to.deep.equal([0, 3, 0]);
  });

  it("draws each round over the last one on a terminal", async () => {
    const { text } = await watched(true, ["one\n", "two\n"]);
    const heading = "Every 0 s, Ctrl-C ends it. 2026-11-21T12:00:00Z";
    expect(text).to.equal(`\u001b[2J\u001b[H\u001b[J${heading}\n\none\n\u001b[H\u001b[J${heading}\n\ntwo\n`);
  });

  it("shows the error of a round that fails, and goes on", async () => {
    const { code, text } = await watched(false, [new Error("throttled"), "two"]);
    expect([code, text]).to.deep.equal([
      0,
      "2026-11-21T12:00:00Z\n\nerror: throttled\n\n2026-11-21T12:00:00Z\n\ntwo\n\n",
    ]);
  });

  it("ends at Ctrl-C in the pause between two rounds", async () => {
    const terminal = new FakeTerminal();
    const signals = new EventEmitter();
    const ended = watch(async () => "one", { seconds: 3600, terminal, explain, clock, signals });
    while (!terminal.stdout.text.includes("one")) await new Promise((resolve) => setImmediate(resolve));
    signals.emit("SIGINT");
    expect(await ended).to.equal(0);
  });

  it("ends with the error that cannot be explained", async () => {
    const fault = new TypeError("no such thing");
    const options = { seconds: 0, terminal: new FakeTerminal(), clock, signals: new EventEmitter() };
    const rethrow = (error: unknown): string => {
      throw error;
    };
    const outcome = await watch(() => Promise.reject(fault), { ...options, explain: rethrow }).catch((e: unknown) => e);
    expect(outcome).to.equal(fault);
  });
});

describe("watchSeconds", () => {
  it("takes seconds from 2", () => {
    expect(["2", "10", "2.5"].map(watchSeconds)).to.deep.equal([2, 10, 2.5]);
  });

  it("refuses what is less, and what is no number", () => {
    for (const value of ["1.9", "0", "-5", "often", "", "1e3"]) {
      expect(() => watchSeconds(value)).to.throw(InvalidArgumentError, "Give seconds, at least 2.");
    }
  });
});
