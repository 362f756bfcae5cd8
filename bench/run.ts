import { mkdirSync, rmSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { approvals } from "./approval";
import { coldStart } from "./approval-cold-start";
import { enginePreviews } from "./engine";
import { ROOT } from "./measure";
import { growth, onePlan, stacks } from "./plan";
import { rollouts } from "./rollout";

/** Measures what the README promises. It prints figures and asserts nothing: a slow machine is no defect. */
const SECTIONS: Readonly<
  Record<string, readonly [title: string, measure: (folder: string) => Promise<readonly string[]>]>
> = {
  plan: ["privatelink plan --stack us-east-1", onePlan],
  growth: ["a further resource", growth],
  stacks: ["further Regions: privatelink plan of so many stack files", stacks],
  engine: ["pulumi preview without changes", enginePreviews],
  rollout: ["privatelink up of twelve Regions on the sandbox", rollouts],
  approval: ["a run of the function that approves connections", approvals],
  coldStart: ["cold start of the function that approves connections", coldStart],
};

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => SECTIONS[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(`There is no section ${unknown.join(", ")}; the sections are ${Object.keys(SECTIONS).join(", ")}.`);
  }
  // Inside the project, because the engine's programs take their packages from there.
  const folder = path.join(ROOT, ".privatelink", "bench");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`Node.js ${process.version}, ${cpus().length} processors, ${(totalmem() / 2 ** 30).toFixed(0)} GB`);
  for (const [name, [title, measure]] of Object.entries(SECTIONS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${title}`);
    for (const line of await measure(folder)) console.log(`  ${line}`);
  }
  rmSync(folder, { recursive: true, force: true });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
