import type { StackSubject } from "../stacks/place";
import { serviceSubjects } from "../stacks/service-subjects";
import { referredTo } from "./left-behind";
import { RolloutRefused } from "./request";
import type { Run } from "./run";
import { attempted, ofStack, StackFailed } from "./stack-work";
import { subjectOf } from "./subject";

/** Asks about all stacks that are there, before the first one is destroyed: who refers to them, and then the guard. */
export async function refuseUnlessAllowed(run: Run): Promise<void> {
  const { guard, plan } = run.request;
  const referring = await referredTo(run);
  if (referring.length > 0) throw new RolloutRefused(referring);
  if (guard === undefined) return;
  const subjects: StackSubject[] = [];
  const unknown: string[] = [];
  for (const stack of plan.waves.flatMap(({ stacks }) => stacks)) {
    const found = await attempted(() => ofStack(() => subjectsOf(run, stack)));
    if (found instanceof StackFailed) unknown.push(...found.problems.map((problem) => `${stack}: ${problem}`));
    else subjects.push(...found);
  }
  if (unknown.length > 0) throw new RolloutRefused(unknown);
  const reasons = subjects.length === 0 ? [] : await guard(subjects);
  if (reasons.length > 0) throw new RolloutRefused(reasons);
}

/**
 * Asks the guard about one stack once more, before it is previewed and right before it is destroyed: waits for windows, for
 * other stacks and for that preview lie between. Throws a {@link StackFailed} with its reasons.
 */
export async function failUnlessAllowed(run: Run, stack: string): Promise<void> {
  const { guard } = run.request;
  if (guard === undefined) return;
  const reasons = await ofStack(async () => {
    const subjects = await subjectsOf(run, stack);
    return subjects.length === 0 ? [] : guard(subjects);
  });
  if (reasons.length > 0) throw new StackFailed(reasons);
}

/** A stack once for each of its services; none where it is not there. */
async function subjectsOf(run: Run, stack: string): Promise<StackSubject[]> {
  const handle = run.handle(stack);
  if (!(await handle.exists())) return [];
  const settings = { ...run.request.place.defaults, ...(await handle.settings()) };
  return serviceSubjects(handle, subjectOf(stack, settings, await handle.outputs()));
}
