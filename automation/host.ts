import type { Worker } from "node:worker_threads";

/** What the launcher, `bin/privatelink.js`, gives to a command. */
export interface Host {
  /** Folder of the project that the command is about. */
  readonly root: string;
  /** Evaluates the project's program anew and gives what its entry exports. */
  loadProgram(): unknown;
  /** Another thread that runs `serve` of the command line with a host like this. */
  startWorker(): Worker;
  /** A stack trace with the places of the sources. */
  trace(stack: string): string;
}
