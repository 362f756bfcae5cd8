import { expect } from "chai";
import { createColors } from "picocolors";
import { LiveScreen } from "../../../../automation/rollout/screen/live";
import { isLive } from "../../../../automation/rollout/screen/screen";
import { at, BEGAN, START } from "./support";

const ESCAPE = "\\u001b";
/** Cursor up, clearing, hiding and showing the cursor, line ends, colours, and characters. */
const PARTS = new RegExp(`${ESCAPE}\\[(?:(\\d+)A|(K|J|\\?25l|\\?25h)|[\\d;]+m)|\\r|\\n|[^${ESCAPE}]`, "g");

/** A terminal that understands what a live screen writes, with a cursor, and breaks lines that are too long. */
class Screen {
  columns = 80;
  rows = 24;
  cursorHidden = false;
  lines: string[] = ["$ privatelink up"];
  #row = 1;
  #column = 0;

  write(text: string): void {
    for (const [part, up, code] of text.matchAll(PARTS)) {
      if (up !== undefined) this.#row -= Number(up);
      else if (code === "J") this.lines.length = Math.max(0, this.#row);
      else if (code === "?25l" || code === "?25h") this.cursorHidden = code === "?25l";
      else if (code === "K") this.lines[this.#row] = (this.lines[this.#row] ?? "").slice(0, this.#column);
      else if (part === "\r") this.#column = 0;
      else if (part === "\n") this.#next();
      else if (part.length === 1) this.#put(part);
    }
  }

  /** What is shown; a narrower terminal breaks the lines that are there. */
  narrow(columns: number): void {
    this.columns = columns;
    const broken = this.lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""]);
    this.#row += broken.length - this.lines.length;
    this.lines = broken;
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#next();
    const line = (this.lines[this.#row] ?? "").padEnd(this.#column);
    this.lines[this.#row] = `${line.slice(0, this.#column)}${character}${line.slice(this.#column + 1)}`;
    this.#column++;
  }

  #next(): void {
    this.#row++;
    this.#column = 0;
  }
}

describe("LiveScreen", () => {
  let terminal: Screen;
  let screen: LiveScreen;
  let seconds: number;

  beforeEach(() => {
    terminal = new Screen();
    seconds = 0;
    screen = new LiveScreen(terminal, createColors(true), () => START + seconds * 1000);
  });

  afterEach(() => screen.close());

  it("writes each moment over the one before, and leaves what was above", () => {
    screen.take(at(0, BEGAN));
    screen.draw();
    const before = terminal.lines.length;
    seconds = 5;
    screen.take(at(5, { type: "wave-began", wave: "home", stacks: ["us-east-1"] }));
    screen.draw();
    screen.draw();
    expect(terminal.lines.length).to.equal(before);
    expect(terminal.lines[0]).to.equal("$ privatelink up");
    expect(terminal.lines.at(-1)).to.match(/0 of 3 stacks done, 5 s/);
  });

  it("takes every line away that a terminal has broken which became narrower", () => {
    screen.take(at(0, BEGAN));
    screen.take(at(0, { type: "interrupted", how: "drain" }));
    terminal.columns = 120;
    screen.draw();
    terminal.narrow(61);
    screen.draw();
    expect(terminal.lines.filter((line) => line.includes("Ctrl-C again"))).to.have.length(1);
    expect(terminal.lines[0]).to.equal("$ privatelink up");
  });

  it("leaves nothing behind, and gives the cursor back", () => {
    screen.take(at(0, BEGAN));
    screen.draw();
    expect(terminal.cursorHidden).to.equal(true);
    screen.close();
    expect(terminal.lines).to.deep.equal(["$ privatelink up"]);
    expect(terminal.cursorHidden).to.equal(false);
  });

  it("draws nothing before the rollout has begun", () => {
    screen.draw();
    expect(terminal.lines).to.deep.equal(["$ privatelink up"]);
  });
});

describe("isLive", () => {
  const terminal = { isTTY: true, columns: 80, rows: 24 };

  it("takes a terminal with room", () => {
    expect(isLive(terminal, {})).to.equal(true);
  });

  it("takes no pipe, no log of a CI system, no dumb terminal, and none that says that it has no room", () => {
    expect(isLive({}, {})).to.equal(false);
    expect(isLive(terminal, { CI: "true" })).to.equal(false);
    expect(isLive(terminal, { TERM: "dumb" })).to.equal(false);
    expect(isLive({ ...terminal, columns: 0 }, {})).to.equal(false);
    expect(isLive({ ...terminal, rows: 5 }, {})).to.equal(false);
  });
});
