import { existsSync } from "node:fs";
import { realpath, rm } from "node:fs/promises";
import * as path from "node:path";
import { buildArtifact } from "../artifact";
import { type Engine, EngineSource } from "../engine/engine";
import { findEngine } from "../engine/find";
import { LockHeld, withLock } from "../engine/lock";
import { OperationFailed } from "../engine/operation";
import { World } from "../engine/world";
import type { Host } from "../host";
import { buildPackage } from "../package-build";
import { paintFor } from "../plan/render/paint";
import { took } from "../terminal/durations";
import type { DemoOptions } from "./options";
import { showPublished } from "./show";
import { bringUp, demoStacks, type Published, previewAgain, takeDown } from "./stacks";
import { runSteps, type Step, type StepOutput } from "./steps";

/** Where the demo prints to. */
export interface DemoTerminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Columns below which lines that are written over would wrap. */
const NARROWEST = 40;

/** `privatelink demo`; returns the exit code. */
export async function demo(host: Host, options: DemoOptions, terminal: DemoTerminal): Promise<number> {
  const { stdout, stderr, env } = terminal;
  const stream = options.json === true ? stderr : stdout;
  // A terminal that says that it has no width cannot be written over.
  const live = stream === stdout && stdout.isTTY === true && stdout.columns >= NARROWEST && !env.CI;
  const output = { stream, live };
  const folder = path.join(host.root, ".privatelink", "demo");
  if (options.destroy === true && !existsSync(folder)) {
    stream.write("There is no demo to take down.\n");
    return 0;
  }
  const found = await engineFor(output);
  if ("reason" in found) {
    stream.write(`${found.reason} Here is the plan, which needs none.\n\n`);
    const { plan } = await import("../plan/plan.js");
    const wanted = { stack: [], configFile: [], save: false, jobs: 1 };
    return plan(host, { ...wanted, ...(options.json === undefined ? {} : { json: options.json }) }, terminal);
  }
  const interruption = new Interruption(stderr);
  try {
    return await withLock(`${folder}.lock`, { timeoutMs: 0 }, () =>
      play(host.root, folder, found, options, terminal, output),
    );
  } catch (error) {
    if (interruption.happened) return 130;
    const text = messageOf(error);
    if (text === undefined) throw error;
    stderr.write(`${text}\n`);
    return 1;
  } finally {
    interruption.forget();
  }
}

async function play(
  root: string,
  folder: string,
  engine: Engine,
  options: DemoOptions,
  { stdout, env }: DemoTerminal,
  output: StepOutput,
): Promise<number> {
  const stacks = await demoStacks(root);
  const world = await World.open(engine, folder);
  try {
    if (options.destroy === true) {
      await runSteps(
        [...stacks].reverse().map((stack) => takeDown(world, stack)),
        output,
      );
    } else {
      const began = performance.now();
      const published: Published[] = [];
      const up = stacks.map((stack) => bringUp(world, stack, (one) => published.push(one)));
      await runSteps([build(root), ...up, ...stacks.map((stack) => previewAgain(world, stack))], output);
      if (options.json === true) stdout.write(`${JSON.stringify(asJson(engine, published), undefined, 2)}\n`);
      else stdout.write(showPublished(published, paintFor(stdout, env), path.relative(root, folder)));
      const time = took((performance.now() - began) / 1000);
      output.stream.write(`\n${published.length} stacks, ${resourcesOf(published)} resources, ${time}.\n`);
    }
  } finally {
    await world.close();
  }
  // Only now: the sandbox writes its last state when it stops.
  if (options.destroy === true) await rm(folder, { recursive: true, force: true });
  return 0;
}

async function engineFor(output: StepOutput): Promise<Engine | { readonly reason: string }> {
  let found: Engine | { readonly reason: string } | undefined;
  const step: Step = {
    title: "Pulumi engine",
    run: async (tell) => {
      const lookup = await findEngine({
        onProgress: ({ step, detail }) => tell([step, detail].filter(Boolean).join(": ")),
      });
      found = lookup.engine ?? { reason: "reason" in lookup ? lookup.reason : "" };
      return lookup.engine === undefined ? "none" : `${lookup.engine.version}, ${CAME_FROM[lookup.engine.source]}`;
    },
  };
  await runSteps([step], output);
  if (found === undefined) throw new Error("The search for an engine ended without a result.");
  return found;
}

const CAME_FROM: Readonly<Record<EngineSource, string>> = {
  [EngineSource.Path]: "from PATH",
  [EngineSource.Cache]: "made earlier",
  [EngineSource.Download]: "downloaded",
  [EngineSource.Build]: "built from Go modules",
};

/** The program reads the archive of the service, and the consumer imports the package: both must be up to date. */
function build(root: string): Step {
  return {
    title: "Build the service and the package",
    run: async () => {
      const service = await buildArtifact(path.join(root, "examples", "order-processor"));
      // The consumer imports the package itself, also where the project's folder is made of links to it.
      const built = await buildPackage(path.dirname(await realpath(path.join(root, "package.json"))));
      return `${path.relative(root, service.path)}, dist (${built ? "built" : "up to date"})`;
    },
  };
}

function asJson(engine: Engine, published: readonly Published[]) {
  return {
    engine: { version: engine.version, source: engine.source },
    stacks: published.map(({ stack, outputs, resources }) => ({
      stack: stack.name,
      project: stack.project,
      resources,
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, { value, secret }]) => [name, secret ? "[secret]" : value]),
      ),
    })),
  };
}

function resourcesOf(published: readonly Published[]): number {
  return published.reduce((sum, { resources }) => sum + resources, 0);
}

/** What the user can act on; undefined for an error that is one of ours, whose trace matters. */
function messageOf(error: unknown): string | undefined {
  if (error instanceof LockHeld) return `Another demo is running here (process ${error.holder}).`;
  if (error instanceof OperationFailed) {
    return `\n${error.message}\n\nWhat is there stays: npm run demo goes on from it, npm run demo -- --destroy takes it down.`;
  }
  return undefined;
}

/**
 * Ctrl-C reaches the engine as well, which finishes what it has begun. Until it has, the sandbox must be there, so this
 * process waits for the engine instead of ending at once.
 */
class Interruption {
  happened = false;
  readonly #note: () => void;

  constructor(stderr: NodeJS.WriteStream) {
    this.#note = () => {
      if (!this.happened) stderr.write("\nStopping when the engine has finished what it is doing.\n");
      this.happened = true;
    };
    process.on("SIGINT", this.#note);
  }

  forget(): void {
    process.off("SIGINT", this.#note);
  }
}
