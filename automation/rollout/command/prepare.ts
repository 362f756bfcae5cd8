import { Operation } from "../../engine/operation";
import type { Project } from "../../plan/project";
import type { RolloutPlan } from "../plan";

/** Refuses stack files that the program would refuse, and brings what the program reads up to date. */
export async function prepare(project: Project, operation: Operation, plan: RolloutPlan): Promise<void> {
  // A refresh and a destroy run no program.
  if (operation !== Operation.Up && operation !== Operation.Preview) return;
  const [{ refuseOtherThan }, { checkStacks }] = await Promise.all([
    import("../../images/writing.js"),
    import("./check-stacks.js"),
  ]);
  await refuseOtherThan(project.root);
  await checkStacks(
    project,
    plan.waves.flatMap(({ stacks }) => stacks),
  );
}
