import { format } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { limitTraces } from "./bookkeeping";
import { withoutWire } from "./no-wire";
import { type Looks, standstill } from "./watch";

const STUCK =
  "The program never ends: it waits for a promise that nothing settles, or for an output that depends on itself.";

export interface Run {
  /** Evaluates the program's modules and gives what the entry exports. */
  readonly load: () => unknown;
  /** Frames of a stack trace. Without any, a run takes half the time: the SDK keeps a trace with each promise. */
  readonly frames: number;
  /** Grows with everything that the program asks of the engine. */
  readonly progress: () => number;
  /** How it is found that the program stands still. Defaults to looks that no slow program is taken for a stuck one by. */
  readonly looks?: Looks;
}

/** A line that the program, or the SDK on its behalf, prints. */
export interface Said {
  readonly text: string;
  /** Whether it fails an update. */
  readonly isError: boolean;
}

export interface Ran {
  /** What the program or any of its outputs failed with, each error once. */
  readonly errors: ReadonlySet<unknown>;
  readonly said: readonly Said[];
}

/**
 * Runs a Pulumi program to its end as the engine's language host does: calls the exported function, if it is one, and
 * waits for every resource.
 */
export async function runProgram(run: Run): Promise<Ran> {
  const errors = new Set<unknown>();
  const said: Said[] = [];
  const collect = (error: unknown) => void errors.add(error);
  const restore = takeOver(run, collect, (line) => said.push(line));
  const watch = standstill(run.progress, () => errors.size > 0, run.looks);
  try {
    const ending = await Promise.race([ended(run, collect), watch.reached.then(() => "standstill" as const)]);
    await rejectionsReported();
    if (ending === "standstill" && errors.size === 0) collect(new pulumi.RunError(STUCK));
  } catch (error) {
    collect(error);
  } finally {
    watch.stop();
    // Promises of a program that gave up half-way are no leaks of the next one.
    pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
    restore();
  }
  return { errors, said };
}

async function ended({ load }: Run, collect: (error: unknown) => void): Promise<void> {
  const program = async () => {
    const exported = load();
    return typeof exported === "function" ? exported() : exported;
  };
  await pulumi.runtime.runInPulumiStack(program).catch(collect);
  await pulumi.runtime.disconnect();
}

/** Rejections that nobody handles are reported after the turn of the event loop that they happen in. */
async function rejectionsReported(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Puts a run's own in the place of the process's trace limit, rejection handlers and console; returns what undoes it. */
function takeOver(run: Run, collect: (error: unknown) => void, say: (line: Said) => void): () => void {
  const undo = [limitTraces(run.frames), withoutWire()];
  const handlers = process.rawListeners("unhandledRejection") as NodeJS.UnhandledRejectionListener[];
  const { log, info, debug, warn, error } = console;
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", collect);
  const take = (...values: unknown[]) => say(lineOf(format(...values)));
  Object.assign(console, { log: take, info: take, debug: take, warn: take, error: take });
  return () => {
    Object.assign(console, { log, info, debug, warn, error });
    process.off("unhandledRejection", collect);
    for (const handler of handlers) process.on("unhandledRejection", handler);
    for (const step of undo) step();
  };
}

/** A line without the mark of what the SDK logs. An update fails when an error is logged, and when none is only printed. */
function lineOf(text: string): Said {
  return { text: text.replace(/^(\w+): \[runtime\] /, "$1: "), isError: text.startsWith("error: [runtime] ") };
}
