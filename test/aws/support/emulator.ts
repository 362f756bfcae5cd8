import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../support/emulator/emulator";
import { emulatorPython } from "../../support/emulator/python";

const FOLDER = path.resolve(__dirname, "../../../.privatelink/aws");
/** Making the virtual environment takes most of it, once. */
const START_TIMEOUT_MS = 300_000;

// The warning of the SDK about Node.js 20 would stand among the titles of the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

let started: Promise<Emulator> | undefined;

/**
 * The emulator of this process, started at the first call. It ends with the process.
 * @param images AMIs that exist from the start, by Region; those of the first call count. Defaults to none.
 */
export function emulator(images?: EmulatorOptions["images"]): Promise<Emulator> {
  started ??= start(images);
  return started;
}

/** Starts the emulator before the tests of a file, so that its start counts to none of them. */
export function useEmulator(): void {
  before(async function () {
    this.timeout(START_TIMEOUT_MS);
    await emulator();
  });
}

async function start(images: EmulatorOptions["images"] = {}): Promise<Emulator> {
  await forgetOld();
  const log = path.join(FOLDER, `emulator-${process.pid}.log`);
  return startEmulator({ python: await emulatorPython(), images, log });
}

/** Takes away logs and bundles that nobody has written for ten minutes; those of the last run stay, to look for a fault. */
async function forgetOld(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const old = Date.now() - 600_000;
  for (const name of await readdir(FOLDER)) {
    const file = path.join(FOLDER, name);
    if ((await stat(file)).mtimeMs < old) await rm(file, { force: true });
  }
}
