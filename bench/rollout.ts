import path from "node:path";
import { type Engine, EngineSource } from "../automation/engine/engine";
import { findEngine } from "../automation/engine/find";
import { Operation } from "../automation/engine/operation";
import { RolloutOutcome, type RolloutSummary } from "../automation/rollout/events";
import { SandboxHealth } from "../automation/rollout/gate/sandbox-health";
import { runRollout } from "../automation/rollout/rollout";
import { EngineWatch } from "../test/support/engine-processes";
import { HOME, ManyRegions } from "../test/support/many-regions";

const REGIONS = 12;
const PARALLEL = 4;

interface Measured {
  readonly summary: RolloutSummary;
  /** Undefined where the system does not tell. */
  readonly engines: number | undefined;
  readonly memoryMb: number;
}

/** `up` of twelve Regions on a sandbox: side by side in proportion to one after the other. */
export async function rollouts(): Promise<readonly string[]> {
  // A benchmark neither downloads nor builds: that takes minutes once, and the demo does it.
  const { engine, failed } = await findEngine({ sources: [EngineSource.Path, EngineSource.Cache] });
  if (engine === undefined) {
    const reasons = failed.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
    return [`skipped: there is no Pulumi engine (${reasons}); npm run demo gets one.`];
  }
  const alone = await measured(engine, 1);
  const together = await measured(engine, PARALLEL);
  const singles = alone.summary.stacks.map(({ seconds }) => seconds);
  const sum = singles.reduce((all, one) => all + one, 0);
  const wall = together.summary.seconds;
  return [
    `one after the other: ${listed(singles)}; together ${sum.toFixed(1)} s`,
    `${PARALLEL} at once after the home Region: ${wall.toFixed(1)} s, which is ${(wall / sum).toFixed(2)} of that`,
    ...engines(alone, 1),
    ...engines(together, PARALLEL),
  ];
}

async function measured(engine: Engine, parallel: number): Promise<Measured> {
  const regions = await ManyRegions.open(engine, REGIONS);
  const watch = new EngineWatch(path.join(regions.folder, "world"), 100);
  try {
    const { place } = regions;
    const plan = await regions.plan(
      `parallel: ${parallel}\nwaves: [{ name: home, stacks: [${HOME}] }, { name: rest, stacks: rest }]\n`,
    );
    const health = new SandboxHealth(place.world.cloud);
    const summary = await runRollout({ operation: Operation.Up, plan, place, health });
    if (summary.outcome !== RolloutOutcome.Succeeded) {
      throw new Error(
        summary.stacks.flatMap(({ stack, problems }) => problems.map((one) => `${stack}: ${one}`)).join("\n"),
      );
    }
    await watch.end();
    return { summary, engines: watch.mostEngines, memoryMb: watch.mostMemoryMb };
  } finally {
    await watch.end();
    await regions.close();
  }
}

function engines({ engines: most, memoryMb }: Measured, parallel: number): readonly string[] {
  if (most === undefined) return ["engines and their memory are not known on this system"];
  const each = (memoryMb / most).toFixed(0);
  return [
    `with ${parallel}: at most ${most} at once (allowed ${parallel}), ` +
      `memory of engines and programs at most ${memoryMb.toFixed(0)} MB, ${each} MB for each`,
  ];
}

function listed(seconds: readonly number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  return `${seconds.length} Regions, ${sorted[0]?.toFixed(1)} to ${sorted.at(-1)?.toFixed(1)} s each`;
}
