import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Folder of the project. */
export const ROOT = path.resolve(__dirname, "..");

/** One run of a command. */
export interface Sample {
  readonly wallMs: number;
  /** Time on the processors, of all threads: on a busy machine it says more than the wall time. */
  readonly cpuMs: number;
  readonly maxRssMb: number;
  /** Moments of the run by name, in milliseconds since the process began. */
  readonly marks: ReadonlyMap<string, number>;
  readonly stdout: string;
}

/** What bench/probe.cjs writes. */
interface Probe {
  readonly maxRssKb: number;
  readonly cpuUs: number;
  readonly marks: [string, number][];
}

/** Runs `privatelink` once; a run that fails is no measurement. */
export async function sample(args: readonly string[]): Promise<Sample> {
  const folder = mkdtempSync(path.join(tmpdir(), "privatelink-bench-"));
  const probe = path.join(folder, "probe.json");
  try {
    const started = performance.now();
    const stdout = await output(args, probe);
    const wallMs = performance.now() - started;
    const { maxRssKb, cpuUs, marks } = JSON.parse(readFileSync(probe, "utf8")) as Probe;
    return { wallMs, cpuMs: cpuUs / 1000, maxRssMb: maxRssKb / 1024, marks: new Map(marks), stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs it several times after one that warms the caches. */
export async function samples(args: readonly string[], runs: number): Promise<readonly Sample[]> {
  await sample(args);
  const taken: Sample[] = [];
  for (let run = 0; run < runs; run++) taken.push(await sample(args));
  return taken;
}

function output(args: readonly string[], probe: string): Promise<string> {
  const launcher = path.join(ROOT, "bin", "privatelink.js");
  const env = {
    ...process.env,
    PRIVATELINK_PROBE: probe,
    NODE_OPTIONS: `--require=${path.join(__dirname, "probe.cjs")}`,
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [launcher, ...args], { env, cwd: ROOT, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`privatelink ${args.join(" ")}: ${stderr || error.message}`));
    });
  });
}
