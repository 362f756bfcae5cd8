import { counted, listed } from "../../../components/lib/words";
import { elapsed } from "../../terminal/durations";
import type { RolloutEvent, StackSummary } from "../events";
import type { RolloutScreen } from "./screen";
import { advanced, NOTHING_YET, type StackView, WavePhase, type WaveView } from "./state";
import { findingText, textLines } from "./told";
import { gateText, progressText } from "./wave-lines";
import { doing, gateName, instantText, interruptionText, outcomeText, resourcesText, timeOf } from "./words";

const EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

type EventOf<Type extends RolloutEvent["type"]> = Extract<RolloutEvent, { type: Type }>;

/** Writes what happens in lines that stay: each step when it begins and ends, and every ten seconds how far it is. */
export class LineScreen implements RolloutScreen {
  readonly #write: (line: string) => void;
  readonly #clock: () => number;
  readonly #timer: NodeJS.Timeout;
  /** When a line was last written about a stack or the gate of a wave. */
  readonly #told = new Map<string, number>();
  /** What was last written about the gate of a wave. */
  readonly #seen = new Map<string, string>();
  /** Problems that were written, by stack. */
  readonly #said = new Map<string, ReadonlySet<string>>();
  #view = NOTHING_YET;

  constructor(write: (line: string) => void, clock: () => number = Date.now) {
    this.#write = write;
    this.#clock = clock;
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  take(event: RolloutEvent): void {
    this.#view = advanced(this.#view, event);
    for (const line of this.#linesOf(event)) this.#write(line);
  }

  /** Writes about everything that goes on and was not written about for ten seconds. */
  look(): void {
    for (const wave of this.#view.waves) {
      for (const stack of wave.stacks) this.#lookAt(stack, wave);
      if (wave.phase === WavePhase.Gate) this.#lookAtGate(wave);
    }
  }

  /** A blank line sets off what comes after. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#view !== NOTHING_YET) this.#write("");
  }

  #lookAt(stack: StackView, { phase }: WaveView): void {
    const { name, operation, began } = stack;
    if (operation === undefined || began === undefined || !this.#isDue(name)) return;
    const time = elapsed((this.#clock() - began) / 1000);
    this.#write(`${name}: ${doing(operation, phase === WavePhase.Rollback)}, ${progressText(stack)}, ${time}`);
  }

  #lookAtGate({ name, gate, afterRollback, since }: WaveView): void {
    if (!this.#isDue(`wave ${name}`)) return;
    this.#write(
      `wave ${name}: ${gateName(afterRollback)}: ${gateText(gate)}, ${elapsed((this.#clock() - since) / 1000)}`,
    );
  }

  #isDue(subject: string): boolean {
    const now = this.#clock();
    const last = this.#told.get(subject);
    if (last !== undefined && now - last < EVERY_MS) return false;
    this.#told.set(subject, now);
    return true;
  }

  #tell(subject: string, ...lines: string[]): string[] {
    this.#told.set(subject, this.#clock());
    return lines;
  }

  #linesOf(event: RolloutEvent): string[] {
    switch (event.type) {
      case "window-waited-for":
        return [`wave ${event.wave}: waits for its window, which opens ${instantText(event.opens, event.timeZone)}`];
      case "wave-began":
        return [`wave ${event.wave}: ${listed(event.stacks)}`];
      case "stack-began":
        return this.#tell(event.stack, `${event.stack}: ${doing(event.operation, this.#isRollback(event.wave))}`);
      case "stack-ended":
        return this.#endLines(event.summary);
      case "gate-began":
        return this.#gateBegan(event);
      case "gate-looked":
        return this.#gateLines(event);
      case "gate-ended": {
        const gate = `wave ${event.wave}: ${gateName(event.afterRollback)}`;
        return event.healthy ? [`${gate}: healthy`] : [`${gate}: not healthy`, ...this.#reasonLines(event.reasons)];
      }
      case "rollback-began":
        return event.stacks.length === 0
          ? [`wave ${event.wave}: there is nothing to bring it back to`]
          : [`wave ${event.wave}: bringing back ${listed(event.stacks)}`];
      case "pause-began":
        return [`wave ${event.wave}: pause until ${instantText(event.until)}`];
      case "interrupted":
        return [interruptionText(event.how)];
      case "rollout-began":
      case "stack-progressed":
      case "wave-ended":
      case "rollout-ended":
        return [];
    }
  }

  #gateBegan({ wave, stacks, afterRollback }: EventOf<"gate-began">): string[] {
    // What an earlier gate said may be so again, and is news then.
    this.#seen.delete(wave);
    for (const stack of stacks) this.#said.delete(stack);
    const [are, again] = [stacks.length === 1 ? "is" : "are", afterRollback ? " again" : ""];
    return this.#tell(
      `wave ${wave}`,
      `wave ${wave}: ${gateName(afterRollback)}: looking whether ${listed(stacks)} ${are} healthy${again}`,
    );
  }

  /** What a gate waits for, each time that it is something else. */
  #gateLines({ wave, unhealthy, afterRollback }: EventOf<"gate-looked">): string[] {
    const lines = Object.entries(unhealthy).flatMap(([stack, findings]) =>
      findings.map((finding) => `  ${findingText(stack, finding)}`),
    );
    const text = lines.join("\n");
    if (text === (this.#seen.get(wave) ?? "")) return [];
    this.#seen.set(wave, text);
    const heading =
      lines.length === 0
        ? `wave ${wave}: ${gateName(afterRollback)}: all healthy, must stay so`
        : `wave ${wave}: ${gateName(afterRollback)}: waiting for ${counted(lines.length, "thing")}`;
    return this.#tell(`wave ${wave}`, heading, ...lines);
  }

  /** Problems are told at once: other stacks may be worked on for long before the summary says them again. */
  #endLines(summary: StackSummary): string[] {
    const { stack, outcome, problems } = summary;
    const { operation } = this.#view;
    const time = timeOf(summary);
    const what = resourcesText(summary, operation);
    const end = `${stack}: ${outcomeText(outcome, operation)}${what === "" ? "" : `: ${what}`}${time === "" ? "" : ` in ${time}`}`;
    return [end, ...this.#news(stack, problems).flatMap((text) => textLines(stack, text))];
  }

  #reasonLines(reasons: Readonly<Record<string, readonly string[]>>): string[] {
    return Object.entries(reasons).flatMap(([stack, texts]) =>
      this.#news(stack, texts).flatMap((text) => textLines(stack, text).map((line) => `  ${stack}: ${line.trim()}`)),
    );
  }

  /** Problems that were not told yet: what failed and is then brought back ends twice. */
  #news(stack: string, problems: readonly string[]): string[] {
    const said = this.#said.get(stack) ?? new Set();
    this.#said.set(stack, new Set([...said, ...problems]));
    return [...new Set(problems)].filter((problem) => !said.has(problem));
  }

  #isRollback(wave: string): boolean {
    return this.#view.waves.some(({ name, phase }) => name === wave && phase === WavePhase.Rollback);
  }
}
