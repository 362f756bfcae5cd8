import { mkdir } from "node:fs/promises";
import type { EarlierUpdate } from "../stacks/place";
import type { RolloutOutcome } from "./events";
import {
  type JournalDocument,
  type StackEntry,
  StackState,
  type WaveEntry,
  WavePhase,
  writeJournal,
} from "./journal-file";
import { isSameUpdate } from "./same-update";

/** Why a wave is brought back, by stack. */
export type Reasons = Readonly<Record<string, readonly string[]>>;

/** How an attempt at a stack ended. */
export type EndState = Exclude<StackState, typeof StackState.Begun | typeof StackState.Untouched>;

/** Takes back that a stack was begun, after an attempt that changed nothing. */
export type TakeBack = () => Promise<void>;

/**
 * What a rollout has done, on disk before and after each step: whoever is killed between any two steps can be followed
 * by another process.
 */
export class Journal {
  readonly #folder: string;
  readonly #document: JournalDocument;
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string, document: JournalDocument) {
    this.#folder = folder;
    this.#document = document;
  }

  /** Begins a journal, or goes on with one. */
  static async open(folder: string, document: JournalDocument): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    const journal = new Journal(folder, structuredClone(document));
    await journal.#write();
    return journal;
  }

  wave(name: string): Readonly<WaveEntry> {
    const entry = this.#document.waves.find((wave) => wave.name === name);
    if (entry === undefined) throw new Error(`The journal has no wave ${name}.`);
    return entry;
  }

  stack(name: string): Readonly<StackEntry> | undefined {
    return this.#document.stacks[name];
  }

  /**
   * Notes that a stack is going to be worked on.
   * @param now the last update that succeeded
   */
  async begin(stack: string, now: EarlierUpdate | undefined, fingerprint: string): Promise<TakeBack> {
    const before = this.#document.stacks[stack];
    const begun: StackEntry = { state: StackState.Begun, earlier: goingBackTo(before, now), fingerprint };
    this.#document.stacks[stack] = begun;
    await this.#write();
    // What an attempt before this one did is still to be brought back if the wave fails.
    const after = before ?? { ...begun, state: StackState.Untouched, left: plain(now) };
    return async () => {
      this.#document.stacks[stack] = after;
      await this.#write();
    };
  }

  /** @param left the last update that succeeded, now that the work has ended */
  async end(stack: string, state: EndState, left: EarlierUpdate | undefined): Promise<void> {
    Object.assign(this.#entry(stack), { state, left: plain(left) });
    await this.#write();
  }

  async healthy(wave: string, at: Date): Promise<void> {
    const entry = this.wave(wave);
    Object.assign(entry, { phase: WavePhase.Healthy, healthyAt: at.toISOString() });
    for (const stack of entry.stacks) this.#entry(stack).state = StackState.Healthy;
    await this.#write();
  }

  /** Notes that a wave, which was healthy, is to be done again. */
  async again(wave: string): Promise<void> {
    Object.assign(this.wave(wave), { phase: WavePhase.Open, healthyAt: undefined });
    await this.#write();
  }

  async rollingBack(wave: string, reasons: Reasons): Promise<void> {
    Object.assign(this.wave(wave), { phase: WavePhase.RollingBack, reasons });
    await this.#write();
  }

  /** Notes that a stack is going to be brought back; after a kill nobody knows how far that is. */
  async bringingBack(stack: string): Promise<void> {
    Object.assign(this.#entry(stack), { left: undefined });
    await this.#write();
  }

  async rolledBack(wave: string): Promise<void> {
    Object.assign(this.wave(wave), { phase: WavePhase.RolledBack });
    await this.#write();
  }

  /** A stack that was destroyed: nothing of it can be resumed, and nothing gone back to. */
  async forget(stack: string): Promise<void> {
    delete this.#document.stacks[stack];
    for (const wave of this.#document.waves) {
      if (wave.stacks.includes(stack)) Object.assign(wave, { phase: WavePhase.Open, healthyAt: undefined });
    }
    await this.#write();
  }

  async close(outcome: RolloutOutcome): Promise<void> {
    this.#document.outcome = outcome;
    await this.#write();
  }

  #entry(stack: string): StackEntry {
    const entry = this.#document.stacks[stack];
    if (entry === undefined) throw new Error(`The journal has no stack ${stack}.`);
    return entry;
  }

  /** One after the other, each with what is known by then. */
  #write(): Promise<void> {
    const write = (): Promise<void> => writeJournal(this.#folder, this.#document);
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}

/**
 * What a rollback of a stack goes back to: the last update that succeeded; unless that one is of an attempt which never
 * became healthy, because then it is what was there before that attempt.
 */
function goingBackTo(entry: StackEntry | undefined, now: EarlierUpdate | undefined): StackEntry["earlier"] {
  if (entry === undefined || entry.state === StackState.Healthy || entry.state === StackState.RolledBack) {
    return plain(now);
  }
  if (now === undefined) return null;
  // After a kill the last update may be the one that was under way. Otherwise anything else than what the attempt left
  // is an update that somebody has made since.
  const ours = entry.left === undefined || (entry.left !== null && isSameUpdate(entry.left, now));
  return ours ? entry.earlier : plain(now);
}

/** As it is read back from the file. */
function plain(update: EarlierUpdate | undefined): StackEntry["earlier"] {
  return update === undefined ? null : (JSON.parse(JSON.stringify(update)) as StackEntry["earlier"]);
}
