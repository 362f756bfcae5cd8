import { spawn } from "node:child_process";

/** How a child process ended. */
export interface ProcessResult {
  /** Exit code; undefined when a signal or the time limit ended it, or when it could not be started. */
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not end by itself: `ENOENT ...`, `took longer than 60 s`, `ended by SIGKILL`. */
  readonly failure?: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  /** The whole environment of the child. Defaults to this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the child and everything it started is killed. */
  readonly timeoutMs: number;
  /** Called with each line that the child writes to stderr. */
  readonly onErrorLine?: (line: string) => void;
}

/** Runs a program to its end, silently, and never longer than the time limit. Never rejects. */
export function runProcess(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== "win32";
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that what the child starts (a shell's curl, a compiler) ends with it.
      detached: ownGroup,
    });
    const kill = (): void => {
      if (child.pid === undefined) return;
      if (!ownGroup) child.kill("SIGKILL");
      else killGroup(child.pid);
    };
    let stdout = "";
    let stderr = "";
    let failure: string | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    let rest = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onErrorLine?.(line);
    });
    const timer = setTimeout(() => {
      failure = `took longer than ${options.timeoutMs / 1000} s`;
      kill();
    }, options.timeoutMs);
    // A child in a group of its own does not get the terminal's Ctrl-C.
    process.once("exit", kill);
    const forward = (signal: NodeJS.Signals): void => {
      kill();
      process.kill(process.pid, signal);
    };
    process.once("SIGINT", forward);
    process.once("SIGTERM", forward);
    const end = (result: ProcessResult): void => {
      clearTimeout(timer);
      process.off("exit", kill);
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      resolve(result);
    };
    child.once("error", (error) => end({ stdout, stderr, failure: error.message }));
    child.once("close", (code, signal) => {
      if (failure === undefined && signal !== null) failure = `ended by ${signal}`;
      end({
        ...(failure === undefined && code !== null ? { code } : {}),
        stdout,
        stderr,
        ...(failure ? { failure } : {}),
      });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The last line that says something: what a program that failed usually ends with. */
export function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)?.trim() ?? "";
}
