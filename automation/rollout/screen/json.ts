import type { RolloutEvent } from "../events";
import type { RolloutScreen } from "./screen";
import { interruptionText } from "./words";

/** A stream that text is written to. */
interface Output {
  write(text: string): unknown;
}

/** Writes each event as one line of JSON, for programs; what Ctrl-C does is told to whoever pressed it. */
export class JsonScreen implements RolloutScreen {
  constructor(
    readonly events: Output,
    readonly people: Output,
  ) {}

  take(event: RolloutEvent): void {
    this.events.write(`${JSON.stringify(event)}\n`);
    if (event.type === "interrupted") this.people.write(`${interruptionText(event.how)}\n`);
  }

  close(): void {}
}
