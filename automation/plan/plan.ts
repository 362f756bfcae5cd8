import path from "node:path";
import type { Host } from "../host";
import { buildArtifacts } from "./artifacts";
import { attempts, Settings } from "./evaluation";
import type { Evaluated } from "./job";
import { Lanes } from "./lanes";
import type { PlanOptions } from "./options";
import { PlanError } from "./plan-error";
import { readProject } from "./project";
import { renderJson } from "./render/json";
import { paintFor } from "./render/paint";
import { renderStack } from "./render/stack";
import { keepPlan } from "./saved-plan";
import { type Settled, schedule } from "./schedule";
import { wantedStacks } from "./wanted";

/** Where a command prints to, and what it may know of its surroundings. */
export interface Terminal {
  readonly stdout: Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };
  readonly stderr: Pick<NodeJS.WriteStream, "write">;
  readonly env: NodeJS.ProcessEnv;
}

/** `privatelink plan`; returns the exit code. */
export async function plan(host: Host, options: PlanOptions, terminal: Terminal): Promise<number> {
  // What `npm run bench` tells the phases by.
  performance.mark("privatelink:loaded");
  try {
    const { plans, problems } = await evaluated(host, options);
    performance.mark("privatelink:evaluated");
    if (options.save) for (const { toKeep } of plans) keepPlan(host.root, toKeep);
    show({ plans, problems }, options, terminal);
    performance.mark("privatelink:shown");
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

interface Plans {
  readonly plans: readonly Evaluated[];
  readonly problems: readonly string[];
}

async function evaluated(host: Host, { stack, configFile, jobs }: PlanOptions): Promise<Plans> {
  const { root } = host;
  const files = configFile.map((file) => path.resolve(file));
  // The engine runs programs in the project's folder, so paths in stack files start there.
  process.chdir(root);
  const project = readProject(root);
  const wanted = wantedStacks(project, stack, files);
  const settings = new Settings(project, wanted);
  const configs = [...wanted.keys()].map((name) => settings.of(name));
  await buildArtifacts(
    root,
    configs.flatMap((config) => (config instanceof PlanError ? [] : [config])),
  );
  performance.mark("privatelink:settled");
  const lanes = new Lanes(host, () => host.startWorker());
  try {
    const settled = await schedule(
      [...wanted.keys()],
      jobs,
      attempts(project, settings, (job) => lanes.run(job)),
    );
    return sorted([...wanted.keys()], settled);
  } finally {
    await lanes.close();
  }
}

/** The plans of the wanted stacks in their order, and the problems of all. */
function sorted(wanted: readonly string[], settled: ReadonlyMap<string, Settled<Evaluated>>): Plans {
  const stacks = [...new Set([...wanted, ...settled.keys()])];
  const outcomes = stacks.flatMap((stack) => settled.get(stack) ?? []);
  const problems = new Set(outcomes.flatMap((outcome) => ("problems" in outcome ? outcome.problems : [])));
  const plans = wanted.flatMap((stack) => {
    const outcome = settled.get(stack);
    return outcome !== undefined && "plan" in outcome ? [outcome.plan] : [];
  });
  return { plans, problems: [...problems] };
}

function show({ plans, problems }: Plans, { json }: PlanOptions, { stdout, stderr, env }: Terminal): void {
  const shown = plans.map(({ plan: one }) => one);
  if (!json) {
    const paint = paintFor(stdout, env);
    stdout.write(shown.map((one) => renderStack(one, paint)).join("\n"));
  } else if (problems.length === 0) {
    // Half of the stacks would look like the whole to the tool that reads it.
    stdout.write(renderJson(shown));
  }
  const beside = [...shown.flatMap(({ stack, said }) => said.map((text) => `${stack}: ${text}`)), ...problems];
  if (beside.length > 0) stderr.write(`${beside.join("\n")}\n`);
}
