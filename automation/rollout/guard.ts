import type { StackSubject } from "../stacks/place";
import { RolloutRefused } from "./request";
import type { Run } from "./run";
import { attempted, ofStack, StackFailed } from "./stack-work";
import { subjectOf } from "./subject";

/** Asks the guard about all stacks that are there, before the first one is destroyed. */
export async function refuseUnlessAllowed(run: Run): Promise<void> {
  const { guard, plan } = run.request;
  if (guard === undefined) return;
  const subjects: StackSubject[] = [];
  const unknown: string[] = [];
  for (const stack of plan.waves.flatMap(({ stacks }) => stacks)) {
    const subject = await attempted(() => ofStack(() => subjectIfThere(run, stack)));
    if (subject instanceof StackFailed) unknown.push(...subject.problems.map((problem) => `${stack}: ${problem}`));
    else if (subject !== undefined) subjects.push(subject);
  }
  if (unknown.length > 0) throw new RolloutRefused(unknown);
  const reasons = subjects.length === 0 ? [] : await guard(subjects);
  if (reasons.length > 0) throw new RolloutRefused(reasons);
}

async function subjectIfThere(run: Run, stack: string): Promise<StackSubject | undefined> {
  const handle = run.handle(stack);
  if (!(await handle.exists())) return undefined;
  return subjectOf(stack, await handle.settings(), await handle.outputs());
}
