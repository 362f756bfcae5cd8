import path from "node:path";
import { nearest } from "../../../components/lib/nearest";
import type { Host } from "../../host";
import { type Project, readProject } from "../../plan/project";
import { outputs as outputLines } from "../../plan/render/outputs";
import { paintFor } from "../../plan/render/paint";
import type { StackOutputValues } from "../../stacks/place";
import type { Terminal } from "../../terminal/terminal";
import { commandFor } from "../request";
import { chosenPlan } from "./chosen";
import type { OutputsOptions } from "./options";
import { openOwnOrHint, REHEARSAL } from "./place";
import { refusing } from "./refusing";
import { sandboxEngine } from "./sandbox-engine";

/** A stack, and its outputs where it was ever brought up. */
interface Found {
  readonly stack: string;
  readonly outputs: StackOutputValues | undefined;
}

/** Where outputs are read; empty ones for a stack that has none. */
export interface OutputsPlace {
  outputs(stack: string): Promise<StackOutputValues>;
  close(): Promise<void>;
}

/** Opens where the stacks are; the sandbox where the options say so. */
export type OpenOutputs = (project: Project, options: OutputsOptions, terminal: Terminal) => Promise<OutputsPlace>;

const open: OpenOutputs = async (project, { sandbox }, terminal) => {
  if (sandbox === true) return openRehearsalOutputs(project, terminal);
  const { place, close } = await openOwnOrHint(project, terminal);
  return { outputs: (stack) => place.stack(stack).outputs(), close };
};

/** A rehearsal that goes on in another process is read as well, and where there was none, no engine is made to say so. */
export async function openRehearsalOutputs(
  project: Project,
  terminal: Pick<Terminal, "stderr">,
  engineFor: typeof sandboxEngine = sandboxEngine,
): Promise<OutputsPlace> {
  const { hasSandboxStacks, sandboxOutputs } = await import("../../stacks/sandbox-outputs.js");
  const folder = path.join(project.root, REHEARSAL);
  const close = async (): Promise<void> => {};
  if (!(await hasSandboxStacks(project, folder))) return { outputs: async () => ({}), close };
  return { outputs: await sandboxOutputs(project, await engineFor(terminal), folder), close };
}

/** `privatelink outputs`; returns the exit code. */
export async function outputsCommand(
  host: Pick<Host, "root">,
  options: OutputsOptions,
  terminal: Terminal,
  openOutputs: OpenOutputs = open,
): Promise<number> {
  return refusing(terminal, async () => {
    const project = readProject(host.root);
    const plan = await chosenPlan(project, options);
    const stacks = plan.waves.flatMap((wave) => wave.stacks);
    const place = await openOutputs(project, options, terminal);
    try {
      const found: Found[] = [];
      // One after the other: each is an engine, which has a memory of its own.
      for (const stack of stacks) found.push({ stack, outputs: await outputsOf(place, stack) });
      return options.name === undefined
        ? showAll(found, options, terminal)
        : showOne(found, options.name, options, terminal);
    } finally {
      await place.close();
    }
  });
}

async function outputsOf(place: OutputsPlace, stack: string): Promise<StackOutputValues | undefined> {
  const outputs = await place.outputs(stack);
  return Object.keys(outputs).length > 0 ? outputs : undefined;
}

function showAll(found: readonly Found[], options: OutputsOptions, { stdout, stderr, env }: Terminal): number {
  const there = found.flatMap(({ stack, outputs }) => (outputs === undefined ? [] : [{ stack, outputs }]));
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ stacks: there }, undefined, 2)}\n`);
  } else {
    const paint = paintFor(stdout, env);
    const parts = there.map(({ stack, outputs }) =>
      [paint.bold(stack), ...outputLines(withoutDocument(outputs)).map((line) => `  ${line}`)].join("\n"),
    );
    if (parts.length > 0) stdout.write(`${parts.join("\n\n")}\n`);
  }
  for (const { stack } of missing(found)) stderr.write(`${neverUp(stack, options)}\n`);
  // A stack that is asked for by name has to be there; of the others, the table says which are.
  return options.stack.length > 0 && missing(found).length > 0 ? 1 : 0;
}

/** The document to hand over is longer than everything else together. */
function withoutDocument(outputs: StackOutputValues): StackOutputValues {
  return "handoff" in outputs ? { ...outputs, handoff: "(a document; --name handoff prints it)" } : outputs;
}

/** One output: its bare value for a single stack, so that a script can take it as it is. */
function showOne(found: readonly Found[], name: string, options: OutputsOptions, { stdout, stderr }: Terminal): number {
  const values = found.flatMap(({ stack, outputs }) =>
    outputs !== undefined && Object.hasOwn(outputs, name) ? [{ stack, value: outputs[name] }] : [],
  );
  if (options.json === true) {
    stdout.write(
      `${JSON.stringify(Object.fromEntries(values.map(({ stack, value }) => [stack, value])), undefined, 2)}\n`,
    );
  } else {
    for (const { stack, value } of values) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      stdout.write(found.length === 1 ? `${text}\n` : `${stack}\t${text}\n`);
    }
  }
  const lacking = found.filter(({ stack }) => !values.some((one) => one.stack === stack));
  for (const one of lacking) stderr.write(`${lackText(one, name, options)}\n`);
  return lacking.length > 0 ? 1 : 0;
}

function neverUp(stack: string, options: OutputsOptions): string {
  return `${stack}: has no outputs yet: ${commandFor(options, "up")} brings it up.`;
}

function lackText({ stack, outputs }: Found, name: string, options: OutputsOptions): string {
  if (outputs === undefined) return neverUp(stack, options);
  const names = Object.keys(outputs);
  const meant = nearest(name, names);
  const remedy =
    meant === undefined ? `${commandFor(options, "outputs", `--stack ${stack}`)} lists all.` : `did you mean ${meant}?`;
  return `${stack}: has no output ${name}; ${remedy}`;
}

function missing(found: readonly Found[]): readonly Found[] {
  return found.filter(({ outputs }) => outputs === undefined);
}
