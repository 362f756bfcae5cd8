import { EventEmitter } from "node:events";
import { expect } from "chai";
import { confirm } from "../../../automation/terminal/confirm";
import { Refused } from "../../../automation/terminal/refused";
import { FakeTerminal } from "../support/terminal";

const QUESTION = "Reject 3 established connections of acme?";

/** Asks on a terminal, and types the answer as soon as there is something to read. */
async function answered(keys: string): Promise<{ readonly outcome: unknown; readonly terminal: FakeTerminal }> {
  const terminal = new FakeTerminal({ isTTY: true });
  const asked = confirm(QUESTION, undefined, terminal).then(
    () => "went on",
    (error: unknown) => error,
  );
  while (!terminal.stderr.text.includes(QUESTION)) await new Promise((resolve) => setImmediate(resolve));
  terminal.stdin.write(keys);
  return { outcome: await asked, terminal };
}

describe("confirm", () => {
  it("asks nothing with --yes", async () => {
    const terminal = new FakeTerminal();
    await confirm(QUESTION, true, terminal);
    expect(terminal.printed).to.deep.equal({ stdout: "", stderr: "" });
  });

  it("goes on where the answer is yes, and asks on stderr", async () => {
    const { outcome, terminal } = await answered("y\n");
    expect(outcome).to.equal("went on");
    expect(terminal.stdout.text).to.equal("");
  });

  it("refuses with 2 where the answer is no, nothing, or Ctrl-C", async () => {
    for (const keys of ["n\n", "\n", "\u0003"]) {
      const { outcome } = await answered(keys);
      expect(outcome).to.be.instanceOf(Refused);
      const { message, exitCode } = outcome as Refused;
      expect([message, exitCode]).to.deep.equal(["Nothing was changed.", 2]);
    }
  });

  it("refuses with 130 where a signal comes in place of an answer, and listens to none afterwards", async () => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      const source = new EventEmitter();
      const terminal = new FakeTerminal({ isTTY: true });
      const asked = confirm(QUESTION, undefined, terminal, source).catch((error: unknown) => error);
      while (!terminal.stderr.text.includes(QUESTION)) await new Promise((resolve) => setImmediate(resolve));
      source.emit(signal);
      const refused = await asked;
      expect(refused).to.be.instanceOf(Refused);
      const { message, exitCode } = refused as Refused;
      expect([message, exitCode]).to.deep.equal(["Stopped before anything was begun.", 130]);
      expect(source.eventNames()).to.deep.equal([]);
    }
  });

  it("refuses with 2 where there is nobody to ask, and says what to say", async () => {
    const terminal = new FakeTerminal();
    const refused = await confirm(QUESTION, undefined, terminal).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refused);
    expect((refused as Refused).exitCode).to.equal(2);
    expect((refused as Refused).message).to.equal(
      "Reject 3 established connections of acme? There is no terminal to ask on: say --yes to go on without being asked.",
    );
  });
});
