import { EventEmitter } from "node:events";
import { expect } from "chai";
import { endsUntilBegun } from "../../../automation/terminal/not-begun";
import { FakeTerminal } from "../support/terminal";

describe("endsUntilBegun", () => {
  let source: EventEmitter;
  let terminal: FakeTerminal;
  let codes: number[];

  beforeEach(() => {
    source = new EventEmitter();
    terminal = new FakeTerminal();
    codes = [];
  });

  const listen = () => endsUntilBegun(terminal, source, (code) => codes.push(code));

  it("ends the process with 130 at each of the signals, with one line that says that nothing was begun", () => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      terminal = new FakeTerminal();
      const notBegun = listen();
      source.emit(signal);
      notBegun.forget();
      expect(terminal.printed).to.deep.equal({ stdout: "", stderr: "Stopped before anything was begun.\n" });
    }
    expect(codes).to.deep.equal([130, 130, 130]);
  });

  it("ends nothing any more once something is begun", () => {
    listen().forget();
    source.emit("SIGINT");
    expect([codes, terminal.printed.stderr]).to.deep.equal([[], ""]);
  });
});
