import path from "node:path";
import { buildArtifact } from "../../automation/artifact";
import { buildPackage } from "../../automation/package-build";
import { type Emulator, type Inventory, startEmulator } from "../support/emulator/emulator";
import { emulatorPython } from "../support/emulator/python";
import { findRealProvider } from "./aws-provider";
import { prepareGiven } from "./given";
import { RealWorld } from "./real-world";
import { StepRecorder } from "./recorder";
import { FIRST_IMAGE, NEXT_IMAGE, playEveryOption, playRegions } from "./scenario";
import { summary } from "./summary";

const ROOT = path.resolve(__dirname, "../..");
const OWN = path.join(ROOT, ".privatelink");
const FOLDER = path.join(OWN, "e2e");

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const began = performance.now();
  const real = await findRealProvider(path.join(FOLDER, "home"));
  if (real.engine === undefined) {
    say(`Skipped: ${real.skipped}`);
    return;
  }
  say(`Engine ${real.engine.version} (${real.engine.source}), @pulumi/aws provider ${real.provider}.`);
  const python = await emulatorPython();
  await buildArtifact(path.join(ROOT, "examples/order-processor"));
  await buildPackage(ROOT);
  const emulator = await startEmulator({
    python,
    images: { "us-east-1": [FIRST_IMAGE, NEXT_IMAGE].map((id) => ({ id, architecture: "x86_64" })) },
    managedPolicies: true,
    log: path.join(FOLDER, "emulator.log"),
  });
  say(`AWS is ${emulator.url}; its log is ${path.relative(ROOT, path.join(FOLDER, "emulator.log"))}.`);
  try {
    const given = await prepareGiven(emulator.url);
    const before = await emulator.inventory();
    const recorder = new StepRecorder(say);
    const world = await RealWorld.create(real.engine, FOLDER, emulator.url);
    if (world.older !== undefined)
      say(`The provider is older than @pulumi/aws, which is taken into account: ${world.older}`);
    // Side by side: most of an update's time is the provider's waiting for AWS.
    const plays = await Promise.all([playRegions(world, recorder), playEveryOption(world, recorder, given)]);
    const finished = plays.every((done) => done);
    const faults = [...(await unanswered(emulator)), ...(finished ? await leftovers(emulator, before) : [])];
    for (const line of faults) say(line);
    say(summary(recorder.steps, (performance.now() - began) / 1000));
    if (!finished || recorder.failed || faults.length > 0) process.exitCode = 1;
  } finally {
    await emulator.stop();
  }
}

async function unanswered(emulator: Emulator): Promise<string[]> {
  return (await emulator.failedCalls()).map((call) => `the emulator could not answer: ${call}`);
}

/** What a destroy of everything left behind: nothing, if it is right. */
async function leftovers(emulator: Emulator, before: Inventory): Promise<string[]> {
  return Object.entries(await emulator.inventory())
    .map(([kind, ids]) => ({ kind, left: ids.filter((id) => !before[kind]?.includes(id)) }))
    .filter(({ left }) => left.length > 0)
    .map(({ kind, left }) => `left behind: ${kind} ${left.join(", ")}`);
}

// Ends what was started: the engine's processes and the emulator are stopped when this process exits.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
