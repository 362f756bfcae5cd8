import type { Paint } from "../../plan/render/paint";
import type { RolloutEvent } from "../events";
import { frame } from "./frame";
import { type Line, painted, widthOf } from "./line";
import type { RolloutScreen } from "./screen";
import { advanced, NOTHING_YET } from "./state";

/** The part of a terminal that can be written over. */
export interface LiveStream {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
}

const EVERY_MS = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_TO_END_OF_LINE = "\u001b[K";
const CLEAR_BELOW = "\u001b[J";

/** Shows a rollout on a terminal and writes over it as it goes on; nothing of it stays when it is closed. */
export class LiveScreen implements RolloutScreen {
  readonly #stream: LiveStream;
  readonly #paint: Paint;
  readonly #clock: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #showCursor = (): void => void this.#stream.write(SHOW_CURSOR);
  #view = NOTHING_YET;
  /** Widths of the lines that are on the terminal now. */
  #drawn: number[] = [];

  constructor(stream: LiveStream, paint: Paint, clock: () => number = Date.now) {
    this.#stream = stream;
    this.#paint = paint;
    this.#clock = clock;
    stream.write(HIDE_CURSOR);
    // Whatever ends the process, the shell after it needs a cursor.
    process.once("exit", this.#showCursor);
    this.#timer = setInterval(() => this.draw(), EVERY_MS);
  }

  take(event: RolloutEvent): void {
    this.#view = advanced(this.#view, event);
  }

  /** Writes the moment over the one before it. */
  draw(): void {
    if (this.#view === NOTHING_YET) return;
    const { columns, rows } = this.#stream;
    const now = this.#clock();
    const spinner = SPINNER[Math.floor(now / EVERY_MS) % SPINNER.length] ?? "";
    // The last row is the cursor's: a line break in it would move everything up.
    this.#replace(frame(this.#view, { now, spinner, rows: rows - 1 }), columns - 1);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#replace([], this.#stream.columns);
    this.#showCursor();
    process.off("exit", this.#showCursor);
  }

  #replace(lines: readonly Line[], columns: number): void {
    const text = lines.map((line) => `${painted(line, columns, this.#paint)}${CLEAR_TO_END_OF_LINE}\n`).join("");
    this.#stream.write(`${this.#up()}${text}${CLEAR_BELOW}`);
    this.#drawn = lines.map((line) => widthOf(line, columns));
  }

  /** To where the moment before begins: a terminal that has become narrower has broken its lines. */
  #up(): string {
    const { columns } = this.#stream;
    const rows = this.#drawn.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return rows === 0 ? "\r" : `\r\u001b[${rows}A`;
  }
}
