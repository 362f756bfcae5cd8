/** What happens to a call of a fake. */
export const Fault = {
  /** It fails, and nothing has happened. */
  ThrowBefore: "throwBefore",
  /** It fails, though what was asked for has happened. */
  ThrowAfter: "throwAfter",
  /** The process ends before anything has happened. */
  KillBefore: "killBefore",
  /** The process ends after the first half of the items of the call was dealt with. */
  KillMidway: "killMidway",
  /** The process ends before it learns that what was asked for has happened. */
  KillAfter: "killAfter",
} as const;
export type Fault = (typeof Fault)[keyof typeof Fault];

/** The faults that end the process. */
export const KILLS = [Fault.KillBefore, Fault.KillMidway, Fault.KillAfter] as const;
/** The faults that a run survives. */
export const THROWS = [Fault.ThrowBefore, Fault.ThrowAfter] as const;

export interface Call {
  readonly name: string;
  readonly writes: boolean;
}

export interface CallsOptions {
  /** Faults by the number of the call, from 1. */
  readonly faults?: ReadonlyMap<number, Fault>;
  /** Awaited before each call has its effect, so that several runs can be interleaved. */
  readonly turn?: (name: string) => Promise<void>;
  /** What others do before the call has its effect. */
  readonly meanwhile?: (call: Call, number: number) => void;
}

/** The calls of one run: counts them, and makes some of them fail or end the run. */
export class Calls {
  readonly made: Call[] = [];
  /** Settles when the run is killed. A killed run never goes on: what it awaits does not settle. */
  readonly killed: Promise<"killed">;
  #isKilled = false;
  #kill: () => void = () => undefined;
  readonly #options: CallsOptions;

  constructor(options: CallsOptions = {}) {
    this.#options = options;
    this.killed = new Promise((resolve) => {
      this.#kill = () => resolve("killed");
    });
  }

  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** How often each call was made. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { name } of this.made) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }

  writes(): string[] {
    return this.made.filter(({ writes }) => writes).map(({ name }) => name);
  }

  read<T>(name: string, effect: () => T): Promise<T> {
    return this.#make({ name, writes: false }, [undefined], () => effect());
  }

  write<I, T>(name: string, items: readonly I[], effect: (items: readonly I[]) => T): Promise<T> {
    return this.#make({ name, writes: true }, items, effect);
  }

  async #make<I, T>(call: Call, items: readonly I[], effect: (items: readonly I[]) => T): Promise<T> {
    if (this.#isKilled) return never();
    this.made.push(call);
    const number = this.made.length;
    const fault = this.#options.faults?.get(number);
    await this.#options.turn?.(call.name);
    if (this.#isKilled) return never();
    this.#options.meanwhile?.(call, number);
    if (fault === Fault.KillBefore) return this.#end();
    if (fault === Fault.KillMidway) {
      if (items.length > 1) effect(items.slice(0, Math.floor(items.length / 2)));
      return this.#end();
    }
    if (fault === Fault.ThrowBefore) throw new Error(`${call.name} is out of order`);
    const result = effect(items);
    if (fault === Fault.KillAfter) return this.#end();
    if (fault === Fault.ThrowAfter) throw new Error(`the answer of ${call.name} was lost`);
    return result;
  }

  #end(): Promise<never> {
    this.#isKilled = true;
    this.#kill();
    return never();
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
