import type { RecordedResource } from "../../sandbox/mocks";
import { type Attempt, attemptAt, type Place } from "./attempt";
import { masked } from "./history";
import type { Evaluated, Job, JobResult } from "./job";
import type { PlannedResource, StackPlan } from "./model";
import type { SavedPlan } from "./saved-plan";

export type { Place } from "./attempt";

/** Frames of a trace that is shown: enough to get from the SDK to the program. */
const FRAMES = 50;
const STACK = "pulumi:pulumi:Stack";

/** Evaluates the program with one stack's settings, in this thread. Only one stack at a time can be. */
export async function evaluate(job: Job, place: Place): Promise<JobResult> {
  const compared = job.lastPlan !== undefined;
  const attempt = await attemptAt(job, place, compared);
  if (!compared || !attempt.cloud.incomparable) return resultOf(job, place, attempt, compared);
  return resultOf(job, place, await attemptAt(job, place, false), false);
}

async function resultOf(job: Job, place: Place, attempt: Attempt, compared: boolean): Promise<JobResult> {
  const { stack } = job.config;
  if (attempt.needs.size > 0) return { needs: [...attempt.needs] };
  const problems = await problemsOf(job, place, attempt, compared);
  if (problems.length > 0) return { problems: [...new Set(problems)].map((problem) => `${stack}: ${problem}`) };
  return { plan: finished(job, attempt, compared) };
}

async function problemsOf(job: Job, place: Place, attempt: Attempt, compared: boolean): Promise<readonly string[]> {
  const { problems, said } = attempt;
  let { errors } = attempt;
  // Plans run without traces. A fault of the program itself happens again, and then with its trace.
  if (errors.some(({ unexpected }) => unexpected)) errors = (await attemptAt(job, place, compared, FRAMES)).errors;
  const all = [...problems, ...errors.flatMap(({ texts }) => texts)];
  if (all.length > 0) return all;
  // An error that the program only logs fails an update too.
  const logged = said.filter(({ isError }) => isError).map(({ text }) => text);
  if (logged.length > 0) return logged;
  return job.config.region === undefined
    ? ["aws:region: (missing) is the Region of the stack; set it in the stack file."]
    : [];
}

function finished(
  { config, lastPlan }: Job,
  { history, cloud, resources, said }: Attempt,
  compared: boolean,
): Evaluated {
  const { stack, region = "" } = config;
  const { outputs = {}, outputSecrets: secrets = [] } = resources.find(({ type }) => type === STACK) ?? {};
  const plan: StackPlan = {
    stack,
    region,
    resources: resources.map(planned),
    outputs: masked(outputs, secrets),
    changes: compared ? history.changes(resources, cloud.placements) : undefined,
    lastTime: lastPlan?.time,
    said: said.map(({ text }) => text),
  };
  const toKeep: SavedPlan = {
    version: 2,
    stack,
    region,
    time: new Date().toISOString(),
    salt: history.salt,
    resources: resources.map((resource) => history.keep(resource, cloud.placements.get(resource.urn))),
    outputs: masked(outputs, secrets),
  };
  return { plan, toKeep, answer: { outputs, secrets } };
}

function planned({ urn, type, name, parent, ...resource }: RecordedResource): PlannedResource {
  const inputs = masked(resource.inputs, resource.secrets);
  const outputs = masked(resource.outputs, resource.outputSecrets);
  return { urn, type, name, parent: parent ?? null, inputs, outputs };
}
