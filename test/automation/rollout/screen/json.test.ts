import { expect } from "chai";
import { createColors } from "picocolors";
import { openScreen } from "../../../../automation/rollout/screen/open";
import { FakeTerminal } from "../../support/terminal";
import { at, BEGAN } from "./support";

describe("JSON screen", () => {
  it("writes one event a line to stdout, and tells whoever presses Ctrl-C on stderr what it does", () => {
    const terminal = new FakeTerminal();
    const screen = openScreen({ json: true, terminal, paint: createColors(false) });
    const events = [at(0, BEGAN), at(1, { type: "interrupted", how: "drain" })];
    for (const event of events) screen.take(event);
    screen.close();
    const { stdout, stderr } = terminal.printed;
    expect(
      stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).to.deep.equal(events);
    expect(stderr).to.equal("Ctrl-C again cancels it; what is running is finished, nothing more is begun.\n");
  });
});
