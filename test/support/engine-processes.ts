import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";

/** A process that works on the stacks of one backend. */
export interface EngineProcess {
  readonly pid: number;
  /** Whether it is an engine; otherwise a language host or a program that one has started. */
  readonly engine: boolean;
  /** Its share of memory: what several processes have in common is divided among them. */
  readonly memoryMb: number;
}

/** The processes that a backend in a folder is open in; undefined where the system does not tell. */
export async function engineProcesses(folder: string): Promise<EngineProcess[] | undefined> {
  if (process.platform !== "linux") return undefined;
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(names.map((name) => describe(Number(name), folder)));
  return found.filter((one) => one !== undefined);
}

async function describe(pid: number, folder: string): Promise<EngineProcess | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8");
    if (!environment.split("\0").some((entry) => entry.startsWith(`PULUMI_BACKEND_URL=file://${folder}`))) {
      return undefined;
    }
    const [file = ""] = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
    const memory = /^Pss:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return { pid, engine: path.basename(file) === "pulumi", memoryMb: Number(memory ?? 0) / 1024 };
  } catch (error) {
    // A process that has ended in the meantime, or that is somebody else's.
    if (/^(ENOENT|ESRCH|EACCES|EPERM)$/.test((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** Looks at the engines of a backend again and again, until it is told to stop. */
export class EngineWatch {
  /** Most engines that were seen at once; undefined where the system does not tell. */
  mostEngines: number | undefined;
  /** Most memory of everything together. */
  mostMemoryMb = 0;
  #watching = true;
  readonly #work: Promise<void>;

  constructor(folder: string, everyMs: number) {
    this.#work = this.#watch(folder, everyMs);
  }

  async end(): Promise<void> {
    this.#watching = false;
    await this.#work;
  }

  async #watch(folder: string, everyMs: number): Promise<void> {
    while (this.#watching) {
      const processes = await engineProcesses(folder);
      if (processes === undefined) return;
      const engines = processes.filter(({ engine }) => engine).length;
      this.mostEngines = Math.max(this.mostEngines ?? 0, engines);
      const memory = processes.reduce((sum, { memoryMb }) => sum + memoryMb, 0);
      this.mostMemoryMb = Math.max(this.mostMemoryMb, memory);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
