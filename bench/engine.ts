import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { buildArtifact } from "../automation/artifact";
import { type Engine, EngineSource } from "../automation/engine/engine";
import { findEngine } from "../automation/engine/find";
import { isUnchanged, Operation, operate } from "../automation/engine/operation";
import { World } from "../automation/engine/world";
import { median, seconds } from "./figures";
import { ROOT } from "./measure";

const RUNS = 5;

const FLOOR_PROGRAM = `import * as ec2 from "@pulumi/aws/ec2";

export const vpcId = new ec2.Vpc("floor", { cidrBlock: "10.0.0.0/24" }).id;
`;

/** `preview` of us-east-1 without changes, in proportion to that of a program with one resource. */
export async function enginePreviews(folder: string): Promise<readonly string[]> {
  // A benchmark neither downloads nor builds: that takes minutes once, and the demo does it.
  const { engine, failed } = await findEngine({ sources: [EngineSource.Path, EngineSource.Cache] });
  if (engine !== undefined) return await withEngine(engine, folder);
  const reasons = failed.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
  return [`skipped: there is no Pulumi engine (${reasons}); npm run demo gets one.`];
}

async function withEngine(engine: Engine, folder: string): Promise<readonly string[]> {
  await buildArtifact(path.join(ROOT, "examples", "order-processor"));
  const world = await World.open(engine, path.join(folder, "world"));
  try {
    const floor = await world.stack(floorProject(folder), { name: "floor" });
    const real = await world.stack(ROOT, { name: "us-east-1" });
    for (const stack of [floor, real]) await operate(Operation.Up, stack);
    const times = { floor: [] as number[], real: [] as number[] };
    for (let run = 0; run <= RUNS; run++) {
      const [floorMs, realMs] = [await previewed(floor), await previewed(real)];
      // The first run warms the caches.
      if (run > 0) {
        times.floor.push(floorMs);
        times.real.push(realMs);
      }
    }
    const [low, high] = [median(times.floor), median(times.real)];
    return [
      `us-east-1 ${seconds(high)}, one resource ${seconds(low)}; median of ${RUNS}, engine ${engine.version} (${engine.source})`,
      `ratio ${(high / low).toFixed(2)} (target 1.60)`,
    ];
  } finally {
    await world.close();
  }
}

async function previewed(stack: Stack): Promise<number> {
  const result = await operate(Operation.Preview, stack);
  if (!isUnchanged(result))
    throw new Error(`The preview of ${stack.name} has changes: ${JSON.stringify(result.changes)}.`);
  return result.seconds * 1000;
}

/** A project with one resource that runs like the real one. */
function floorProject(folder: string): string {
  const project = path.join(folder, "floor");
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  for (const file of ["tsconfig.json", "tsconfig.deploy.json"])
    copyFileSync(path.join(ROOT, file), path.join(project, file));
  const settings = parseDocument(readFileSync(path.join(ROOT, "Pulumi.yaml"), "utf8"));
  settings.set("name", "saas-privatelink-floor");
  settings.set("main", "index.ts");
  settings.delete("config");
  writeFileSync(path.join(project, "Pulumi.yaml"), settings.toString());
  writeFileSync(path.join(project, "package.json"), '{ "name": "saas-privatelink-floor", "private": true }\n');
  writeFileSync(path.join(project, "Pulumi.floor.yaml"), "config: { aws:region: us-east-1 }\n");
  writeFileSync(path.join(project, "index.ts"), FLOOR_PROGRAM);
  return project;
}
