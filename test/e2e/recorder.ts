import type { OpMap, Stack } from "@pulumi/pulumi/automation";
import { type Change, ChangeRecorder, changeLine } from "./changes";

/** One operation of the engine, as the summary shows it. */
export interface Step {
  readonly stack: string;
  readonly operation: string;
  readonly seconds: number;
  /** What happened to how many resources, for example `+77` or `=80`. */
  readonly result: string;
  /** Why it counts as failed; empty when all went as it should. */
  readonly problems: readonly string[];
}

/** What a step must have done. */
export type Expectation = (changes: readonly Change[]) => readonly string[];

/** Nothing may have changed: a provider that sees a difference here would see it at every update of a user. */
export const noChanges: Expectation = (changes) => changes.map(changeLine);

/** Something, and nothing but it, must have changed: every change matches one of the patterns, every pattern a change. */
export function onlyThese(...patterns: readonly RegExp[]): Expectation {
  return (changes) => {
    const lines = changes.map(changeLine);
    const surplus = lines.filter((line) => !patterns.some((pattern) => pattern.test(line)));
    const missing = patterns.filter((pattern) => !lines.some((line) => pattern.test(line)));
    return [...surplus, ...missing.map((pattern) => `nothing matches ${pattern}`)];
  };
}

const SYMBOLS: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  same: "=",
  read: ">",
};

/** A stack under the name that the summary gives it. */
export interface Target {
  readonly label: string;
  readonly stack: Stack;
}

type Operation = "up" | "preview" | "refresh" | "destroy";

/** Runs the operations of a scenario one after the other and keeps what came of each. */
export class StepRecorder {
  readonly steps: Step[] = [];
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** Runs one operation; false when it failed or did something else than expected. */
  async run({ label, stack }: Target, operation: Operation, expectation?: Expectation): Promise<boolean> {
    const recorder = new ChangeRecorder(operation === "refresh");
    const began = performance.now();
    this.#log(`${label}: ${operation} ...`);
    const outcome = await perform(stack, operation, recorder).then(
      (summary) => ({ result: summaryText(summary), problems: expectation?.(recorder.changes) ?? [] }),
      (error: Error) => ({ result: "failed", problems: [messageOf(error)] }),
    );
    const seconds = (performance.now() - began) / 1000;
    this.steps.push({ stack: label, operation, seconds, ...outcome });
    this.#log(`${label}: ${operation} ${outcome.result} (${seconds.toFixed(1)} s)`);
    for (const problem of outcome.problems) this.#log(`  ${problem}`);
    return outcome.problems.length === 0;
  }

  get failed(): boolean {
    return this.steps.some(({ problems }) => problems.length > 0);
  }
}

async function perform(stack: Stack, operation: Operation, recorder: ChangeRecorder): Promise<OpMap> {
  const options = { onEvent: recorder.onEvent, suppressProgress: true };
  switch (operation) {
    case "preview":
      return (await stack.preview(options)).changeSummary;
    case "up":
      return (await stack.up(options)).summary.resourceChanges ?? {};
    case "refresh":
      return (await stack.refresh(options)).summary.resourceChanges ?? {};
    case "destroy":
      return (await stack.destroy(options)).summary.resourceChanges ?? {};
  }
}

function summaryText(changes: OpMap): string {
  return Object.entries(changes)
    .map(([operation, count]) => `${SYMBOLS[operation] ?? `${operation} `}${count}`)
    .join(" ");
}

/** The engine's diagnostics; the Automation API puts everything that the CLI printed into the message, twice. */
export function messageOf({ message }: Error): string {
  const diagnostics = message.split(/^Diagnostics:$/m)[1]?.split(/^Resources:$/m)[0];
  const errors = new Set(message.split("\n").filter((line) => line.startsWith("error:")));
  return (diagnostics ?? ([...errors].join("\n") || message)).trim();
}
