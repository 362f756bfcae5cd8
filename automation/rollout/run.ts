import { type Clock, systemClock } from "../clock";
import type { StackHandle, StackSubject } from "../stacks/place";
import { keptArchives } from "./archives";
import type { RolloutEvent } from "./events";
import { Interruption } from "./interruption";
import { Engines } from "./limit";
import type { Wave } from "./plan";
import type { Archives, RolloutRequest } from "./request";
import { type StackReport, Summaries } from "./summaries";

/** An event without its instant. */
type Told = RolloutEvent extends infer Event ? (Event extends RolloutEvent ? Omit<Event, "at"> : never) : never;

/** Longest sleep at once: a machine that slept itself, or whose clock was set, is noticed after it. */
const LONGEST_SLEEP_MS = 60_000;

/** What all parts of one rollout share. */
export class Run {
  readonly clock: Clock;
  readonly interruption: Interruption;
  readonly archives: Archives;
  readonly engines = new Engines();
  readonly summaries: Summaries;
  /** What stacks are to be brought up to, by their fingerprints when the rollout began. */
  readonly frozen = new Map<string, string>();
  /** The stacks that were updated, with their outputs. */
  readonly subjects = new Map<string, StackSubject>();
  readonly #began: Date;
  #unheard: { readonly error: unknown } | undefined;

  constructor(readonly request: RolloutRequest) {
    this.clock = request.clock ?? systemClock;
    this.interruption = request.interruption ?? new Interruption();
    this.archives = request.archives ?? keptArchives(request.place.journalFolder);
    this.summaries = new Summaries(request.plan.waves);
    this.#began = this.clock.now();
  }

  /** Whether somebody has asked for an end: nothing more may begin. */
  get draining(): boolean {
    return this.interruption.drain.aborted;
  }

  get seconds(): number {
    return this.secondsSince(this.#began);
  }

  secondsSince(then: Date): number {
    return (this.clock.now().getTime() - then.getTime()) / 1000;
  }

  handle(stack: string): StackHandle {
    return this.request.place.stack(stack);
  }

  /** How many stacks of a wave are worked on at once. */
  parallelIn(wave: Wave): number {
    return Math.min(wave.parallel, this.request.plan.parallel);
  }

  /** What a listener threw first; undefined where none did. */
  get unheard(): { readonly error: unknown } | undefined {
    return this.#unheard;
  }

  /** A listener that throws ends the rollout as an interruption does: what runs is finished, and nothing more begun. */
  tell(event: Told): void {
    if (this.#unheard !== undefined) return;
    try {
      this.request.onEvent?.({ at: this.clock.now().toISOString(), ...event });
    } catch (error) {
      this.#unheard = { error };
      if (!this.draining) this.interruption.request();
    }
  }

  /** Adds to the summary of a stack, and tells of it. */
  ended(stack: string, report: Partial<StackReport>): void {
    this.tell({ type: "stack-ended", summary: this.summaries.add(stack, report) });
  }

  /** Waits until an instant, or until somebody asks for an end. */
  async waitUntil(until: Date): Promise<void> {
    const { drain } = this.interruption;
    for (;;) {
      const left = until.getTime() - this.clock.now().getTime();
      if (left <= 0 || drain.aborted) return;
      try {
        await this.clock.sleep(Math.min(left, LONGEST_SLEEP_MS), drain);
      } catch (error) {
        if (!drain.aborted) throw error;
      }
    }
  }
}
