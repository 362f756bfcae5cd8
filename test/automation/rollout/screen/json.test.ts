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
    expect(stderr).to.equal("Finishing what runs; nothing more is begun. Ctrl-C again cancels it.\n");
  });

  it("tells how far a stack is about once a second, each stack by itself and anew once it is begun again", () => {
    const terminal = new FakeTerminal();
    const screen = openScreen({ json: true, terminal, paint: createColors(false) });
    const progress = (stack: string, done: number) =>
      ({ type: "stack-progressed", stack, operation: "up", done, running: 1 }) as const;
    const began = { type: "stack-began", wave: "home", stack: "a", operation: "up" } as const;
    const told = [
      at(0, progress("a", 1)),
      at(0.4, progress("b", 1)),
      at(1, progress("a", 3)),
      at(1.2, began),
      at(1.3, progress("a", 0)),
    ];
    const left = [at(0.2, progress("a", 2)), at(0.999, progress("a", 2)), at(1.1, progress("b", 2))];
    for (const event of [...told, ...left].sort((one, other) => one.at.localeCompare(other.at))) screen.take(event);
    const lines = terminal.stdout.text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal(told);
  });
});
