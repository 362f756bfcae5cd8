import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What a handler answered, and what it printed meanwhile. */
export interface Invocation {
  readonly result?: unknown;
  /** Set when it threw. */
  readonly error?: { readonly name: string; readonly message: string };
  /** The function's log, line by line. */
  readonly log: readonly string[];
  readonly wallMs: number;
  /** Time of the process on the processors. */
  readonly cpuMs: number;
  /** Highest memory of the process so far. */
  readonly maxRssMb: number;
}

interface Answer extends Pick<Invocation, "result" | "error"> {
  readonly kind: "answer";
  readonly id: number;
  readonly cpuUs: number;
  readonly maxRssKb: number;
}

const SCRIPT = path.join(__dirname, "lambda-process.cjs");
const TIMEOUT_MS = 120_000;

/** An environment of a function as Lambda keeps them: a process that has the bundle loaded and takes event after event. */
export class LambdaEnvironment {
  private readonly child: ChildProcess;
  private readonly ready: Promise<unknown>;
  private printed = "";
  private invocations = 0;

  /**
   * Starts the process; the bundle is loaded later, so that processes can be started before their settings are known.
   *
   * @param env what Node.js itself reads when it starts.
   */
  constructor(env: Readonly<Record<string, string>> = {}) {
    this.child = fork(SCRIPT, [], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...bareEnvironment(), ...env },
      execArgv: [],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.printed += chunk.toString();
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.printed += chunk.toString();
    });
    const kill = (): void => this.kill();
    process.once("exit", kill);
    this.child.once("exit", () => process.off("exit", kill));
    this.ready = once(this.child, "message");
    this.ready.catch(() => {});
  }

  /** Loads the bundle; loaded again, it forgets what it knew, as a new environment would. */
  async load(file: string, env: Readonly<Record<string, string>>): Promise<void> {
    await this.ready;
    this.child.send({ kind: "load", file, env: { ...lambdaVariables(env.AWS_REGION ?? "us-east-1"), ...env } });
    const [{ error }] = (await once(this.child, "message")) as [{ error?: string }];
    if (error !== undefined) throw new Error(`The bundle cannot be loaded: ${error}`);
  }

  /** Hands over an event; rejects when the process ends before the handler answers. */
  async invoke(event: unknown): Promise<Invocation> {
    const id = ++this.invocations;
    const from = this.printed.length;
    const began = performance.now();
    const context = {
      awsRequestId: `invocation-${id}`,
      functionName: "connection-approval",
      functionVersion: "$LATEST",
    };
    const answered = this.answer(id);
    this.child.send({ kind: "invoke", id, event, context, timeoutMs: TIMEOUT_MS });
    const { result, error, cpuUs, maxRssKb } = await answered;
    const wallMs = performance.now() - began;
    const log = await this.logUntil(`end of invocation ${id}\n`, from);
    return { result, error, log, wallMs, cpuMs: cpuUs / 1000, maxRssMb: maxRssKb / 1024 };
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  private answer(id: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new EnvironmentEnded());
      this.child.once("exit", onExit);
      const onMessage = (message: Answer): void => {
        if (message.kind !== "answer" || message.id !== id) return;
        this.child.off("exit", onExit);
        this.child.off("message", onMessage);
        resolve(message);
      };
      this.child.on("message", onMessage);
    });
  }

  private async logUntil(mark: string, from: number): Promise<readonly string[]> {
    while (!this.printed.includes(mark, from)) await new Promise((resolve) => setImmediate(resolve));
    const text = this.printed.slice(from, this.printed.indexOf(mark, from));
    return text.split("\n").filter((line) => line !== "");
  }
}

/** The process of an environment ended while its handler was at work. */
export class EnvironmentEnded extends Error {
  constructor() {
    super("The function's process ended before the handler answered.");
    this.name = "EnvironmentEnded";
  }
}

/** What Lambda sets, as far as a handler reads it. */
function lambdaVariables(region: string): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: "connection-approval",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_DEFAULT_REGION: region,
    TZ: ":UTC",
  };
}

/** A function sees nothing of the machine on which it is tested. */
function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NODE_NO_WARNINGS: "1" };
}
