import { evaluate, type Place } from "../../../automation/plan/evaluate";
import type { Evaluated, Job, JobResult } from "../../../automation/plan/job";

/** A place whose program is the given function. */
export function placeOf(program: () => unknown): Place {
  return { loadProgram: () => program, trace: (stack) => stack };
}

/** A job for stack `s` of project `shop` in us-east-1, with what differs. */
export function jobWith(differences: Partial<Job> & { readonly values?: Record<string, string> } = {}): Job {
  const { values, ...rest } = differences;
  const config = {
    stack: "s",
    file: "Pulumi.s.yaml",
    region: "us-east-1",
    values: { "aws:region": "us-east-1", ...values },
    secretKeys: [],
  };
  return { project: "shop", config, lastPlan: undefined, answers: {}, ...rest };
}

/** Evaluates a program that must succeed. */
export async function planned(program: () => unknown, job: Job = jobWith()): Promise<Evaluated> {
  const result = await evaluate(job, placeOf(program));
  if (!("plan" in result)) throw new Error(JSON.stringify(result));
  return result.plan;
}

/** Evaluates a program that must fail, and gives its problems. */
export async function problemsOf(program: () => unknown, job: Job = jobWith()): Promise<readonly string[]> {
  const result: JobResult = await evaluate(job, placeOf(program));
  if (!("problems" in result)) throw new Error(JSON.stringify(result));
  return result.problems;
}

/** Changes of a second program against the plan of a first one, as `kind type name: properties / what forces it`. */
export async function changesBetween(first: () => unknown, second: () => unknown): Promise<readonly string[]> {
  const { toKeep } = await planned(first);
  const { plan } = await planned(second, jobWith({ lastPlan: JSON.parse(JSON.stringify(toKeep)) }));
  return (plan.changes ?? []).map(({ kind, type, name, properties, forcedBy }) => {
    const what = properties.length > 0 ? `: ${properties.join(", ")}` : "";
    const why = forcedBy.length > 0 ? ` / ${forcedBy.join(", ")}` : "";
    return `${kind} ${type.split(":").at(-1)} ${name}${what}${why}`;
  });
}
