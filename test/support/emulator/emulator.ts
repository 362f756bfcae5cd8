import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { EmulatorControl } from "./control";

/** An AMI that exists from the start. */
export interface EmulatedImage {
  readonly id: string;
  readonly architecture: "arm64" | "x86_64";
  /** Whether all accounts may launch it. Defaults to true. */
  readonly public?: boolean;
}

export interface EmulatorOptions {
  /** Python that has moto. */
  readonly python: string;
  /** AMIs by Region. Defaults to none. */
  readonly images?: Readonly<Record<string, readonly EmulatedImage[]>>;
  /** Whether the policies exist that AWS manages; there are a thousand, made anew for each account. Defaults to false. */
  readonly managedPolicies?: boolean;
  /** File that gets everything the emulator prints, among it every call. */
  readonly log: string;
}

/** Ids of what exists, by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

export interface Emulator {
  /** For example `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly control: EmulatorControl;
  /** What exists in all accounts and Regions, without what AWS makes by itself. */
  inventory(): Promise<Inventory>;
  /** Calls that it could not answer: one that it lacks, or a fault of its own. Whatever came of them proves nothing. */
  failedCalls(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const SCRIPT = path.resolve(__dirname, "../../emulator/privatelink.py");
const START_TIMEOUT_MS = 60_000;

/**
 * Starts an AWS API on a free port of 127.0.0.1; resolves when it answers. It ends with this process, however this
 * process ends, and does not keep it alive.
 */
export async function startEmulator({
  python,
  images = {},
  managedPolicies = false,
  log,
}: EmulatorOptions): Promise<Emulator> {
  await mkdir(path.dirname(log), { recursive: true });
  const port = await freePort();
  const output = openSync(log, "w");
  const child = spawn(python, [SCRIPT, "-H", "127.0.0.1", "-p", String(port)], {
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      PRIVATELINK_IMAGES: JSON.stringify(images),
      PRIVATELINK_PARENT: String(process.pid),
      PYTHONDONTWRITEBYTECODE: "1",
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      MOTO_ENABLE_AMI_VALIDATION: "true",
      MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies),
    },
  });
  const exited = once(child, "exit");
  child.unref();
  const kill = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`The emulator ended with code ${child.exitCode}; see ${log}`);
    if (Date.now() > deadline) {
      kill();
      throw new Error(`The emulator did not answer within ${START_TIMEOUT_MS / 1000} s; see ${log}`);
    }
    await sleep(100);
  }
  return {
    url,
    control: new EmulatorControl(url),
    inventory: async () => (await fetch(`${url}/moto-api/inventory`)).json() as Promise<Inventory>,
    failedCalls: async () => {
      const lines = (await readFile(log, "utf8")).split("\n").map(stripVTControlCharacters);
      return lines.filter((line) => /" 5\d\d -$/.test(line));
    },
    stop: async () => {
      process.off("exit", kill);
      child.ref();
      kill();
      await exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/inventory`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
