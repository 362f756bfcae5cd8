import { spawn } from "node:child_process";
import { type FileHandle, mkdtemp, open, readFile, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import {
  CommandError,
  ConcurrentUpdateError,
  type PulumiCommand,
  StackAlreadyExistsError,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import type { Engine } from "./engine";
import type { Variables } from "./environment";

/** What an engine said that ended well. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** An engine that was ended by a signal, and could not write down what it had done. */
export class EngineKilled extends CommandError {
  constructor(signal: NodeJS.Signals) {
    super(`The engine was ended by ${signal} in the middle of its work.`);
    this.name = "EngineKilled";
  }
}

/** The words by which the Automation API tells the failures of an engine apart. */
const FAILURES: readonly (readonly [RegExp, new (message: string) => CommandError])[] = [
  [/no stack named .* found/, StackNotFoundError],
  [/stack .* already exists/, StackAlreadyExistsError],
  [/\[409\] Conflict: Another update is currently in progress|the stack is currently locked by/, ConcurrentUpdateError],
];

/**
 * Runs an engine for the Automation API, in a way that keeps it from being torn out of an update. The engine is in a
 * session of its own, so that Ctrl-C on the terminal reaches it only where this process passes it on. And it writes into
 * files: where this process is killed, a pipe would break, and the engine with it; so it goes on to the end of its update.
 */
export class EngineCommand implements PulumiCommand {
  readonly command: string;
  readonly version: PulumiCommand["version"];
  readonly #binFolder: string;
  readonly #base: NodeJS.ProcessEnv;

  /** @param base the environment that the engine inherits */
  constructor({ command, binFolder }: Engine, base: NodeJS.ProcessEnv = process.env) {
    this.command = command.command;
    this.version = command.version;
    this.#binFolder = binFolder;
    this.#base = base;
  }

  /**
   * Runs a command of the CLI to its end. Throws a `CommandError` with what the engine said when that is not a good one.
   * @param variables on top of the inherited environment; one that is undefined is taken away from it
   * @param onOutput called once, at the end
   * @param onError likewise
   * @param signal aborted, it interrupts the engine once, which then comes to an end by itself
   */
  async run(
    args: readonly string[],
    cwd: string,
    variables: Variables,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<CommandOutput> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "privatelink-engine-"));
    const files = { stdout: path.join(folder, "stdout"), stderr: path.join(folder, "stderr") };
    try {
      const env = { ...this.#base, ...variables, PATH: this.#searchPath(variables), PULUMI_AUTOMATION_API: "true" };
      const ended = await this.#spawn([...args, "--non-interactive"], { cwd, env }, files, signal);
      const stdout = await readFile(files.stdout, "utf8");
      const stderr = await readFile(files.stderr, "utf8");
      onOutput?.(stdout);
      onError?.(stderr);
      if (ended.signal !== null) throw new EngineKilled(ended.signal);
      if (ended.code === 0) return { stdout, stderr, code: 0 };
      throw failure(stderr.trim() || stdout.trim() || `The engine ended with code ${ended.code}, and said nothing.`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The engine finds its language hosts and plugins beside itself first. */
  #searchPath({ PATH }: Variables): string {
    return [this.#binFolder, PATH ?? this.#base.PATH ?? ""].join(path.delimiter);
  }

  async #spawn(
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
    files: { readonly stdout: string; readonly stderr: string },
    signal: AbortSignal | undefined,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
    const handles: FileHandle[] = [];
    const file = path.isAbsolute(this.command) ? this.command : path.join(this.#binFolder, this.command);
    try {
      for (const name of [files.stdout, files.stderr]) handles.push(await open(name, "w"));
      return await new Promise((resolve, reject) => {
        const stdio = ["ignore" as const, ...handles.map(({ fd }) => fd)];
        const child = spawn(file, args, { ...options, stdio, detached: true, windowsHide: true });
        const interrupt = (): void => void child.kill("SIGINT");
        signal?.addEventListener("abort", interrupt, { once: true });
        child.once("error", reject);
        child.once("exit", (code, endedBy) => {
          signal?.removeEventListener("abort", interrupt);
          resolve({ code, signal: endedBy });
        });
      });
    } finally {
      for (const handle of handles) await handle.close();
    }
  }
}

function failure(text: string): CommandError {
  const [, Failure = CommandError] = FAILURES.find(([words]) => words.test(text)) ?? [];
  return new Failure(text.replace(/^error: /, ""));
}
