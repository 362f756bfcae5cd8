import { Operation } from "../../engine/operation";
import { buildArtifacts } from "../../plan/artifacts";
import type { Project } from "../../plan/project";
import type { RolloutPlan } from "../plan";
import { checkStacks } from "./check-stacks";

/** Refuses stack files that the program would refuse, and brings what the program reads up to date. */
export async function prepare(project: Project, operation: Operation, plan: RolloutPlan): Promise<void> {
  // A refresh and a destroy run no program.
  if (operation !== Operation.Up && operation !== Operation.Preview) return;
  const { refuseOtherThan } = await import("../../images/writing.js");
  await refuseOtherThan(project.root);
  const configs = checkStacks(
    project,
    plan.waves.flatMap(({ stacks }) => stacks),
  );
  await buildArtifacts(project.root, configs);
}
