import type { RolloutEvent } from "../events";
import type { RolloutScreen } from "./screen";
import { interruptionText } from "./words";

/** A stream that text is written to. */
interface Output {
  write(text: string): unknown;
}

/** Time between two events about how far a stack is: an engine tells of each of its resources. */
const PROGRESS_EVERY_MS = 1_000;

/** Writes events as lines of JSON, for programs; what Ctrl-C does is told to whoever pressed it. */
export class JsonScreen implements RolloutScreen {
  /** When it was last told how far a stack is, by stack. */
  readonly #progressed = new Map<string, number>();

  constructor(
    readonly events: Output,
    readonly people: Output,
  ) {}

  take(event: RolloutEvent): void {
    if (this.#isTooSoon(event)) return;
    this.events.write(`${JSON.stringify(event)}\n`);
    if (event.type === "interrupted") this.people.write(`${interruptionText(event.how)}\n`);
  }

  close(): void {}

  #isTooSoon(event: RolloutEvent): boolean {
    if (event.type === "stack-began") this.#progressed.delete(event.stack);
    if (event.type !== "stack-progressed") return false;
    const now = Date.parse(event.at);
    const last = this.#progressed.get(event.stack);
    if (last !== undefined && now - last < PROGRESS_EVERY_MS) return true;
    this.#progressed.set(event.stack, now);
    return false;
  }
}
