import { mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { Cloud, type CloudState } from "../cloud";

/** The account of one world of stacks, kept in a JSON file. */
export class StateFile {
  readonly cloud: Cloud;
  readonly #file: string;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** Takes up what an earlier run left in the file; an empty account when there is none. */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.cloud = new Cloud(load(file));
  }

  /** Resolves when everything that happened before the call is on disk. Calls that come together share one write. */
  save(): Promise<void> {
    if (this.#writing === undefined) {
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
      });
      return this.#writing;
    }
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      return this.save();
    });
    return this.#next;
  }

  /** A reader, and a run after a crash, sees the old state or the new one, never half of it. */
  async #write(): Promise<void> {
    const made = `${this.#file}.${process.pid}`;
    await writeFile(made, `${JSON.stringify(this.cloud)}\n`);
    await rename(made, this.#file);
  }
}

function load(file: string): CloudState | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const state = JSON.parse(text) as CloudState;
  if (state.version !== 1) {
    throw new Error(
      `${file} has version ${String(state.version)} of the sandbox's state, not 1: delete it and its stacks.`,
    );
  }
  return state;
}
