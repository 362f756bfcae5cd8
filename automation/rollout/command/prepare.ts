import { Operation } from "../../engine/operation";
import { PlanError } from "../../plan/plan-error";
import type { Project } from "../../plan/project";
import { RolloutFileError } from "../file/error";
import { readRolloutPlan } from "../file/read";
import type { RolloutPlan } from "../plan";
import { chosenPlan } from "./chosen";

/**
 * The waves and stacks that are picked, once nothing is wrong with their files, and what the program reads is up to date.
 * What is wrong with the plan and with the settings is told together.
 */
export async function preparedPlan(
  project: Project,
  operation: Operation,
  options: Parameters<typeof chosenPlan>[1],
): Promise<RolloutPlan> {
  // A refresh and a destroy run no program.
  if (operation !== Operation.Up && operation !== Operation.Preview) return chosenPlan(project, options);
  const { refuseOtherThan } = await import("../../images/writing.js");
  const plan = await chosenPlan(project, options, readWithSettings);
  await refuseOtherThan(project.root);
  const problems = await problemsOf(
    project,
    plan.waves.flatMap(({ stacks }) => stacks),
  );
  if (problems.length > 0) throw new PlanError(problems);
  return plan;
}

/** Reads the plan; where it cannot be, also the settings of all stacks, so that everything is corrected at once. */
async function readWithSettings(project: Project, file?: string): Promise<RolloutPlan> {
  try {
    return await readRolloutPlan(project, file);
  } catch (error) {
    if (!(error instanceof RolloutFileError) || error.exitCode !== 1) throw error;
    const others = await problemsOf(project, [...project.stackFiles.keys()]);
    // A stack file that cannot be read is a problem for both.
    throw new RolloutFileError([...new Set([...error.messages, ...others])]);
  }
}

async function problemsOf(project: Project, stacks: readonly string[]): Promise<readonly string[]> {
  const { checkStacks } = await import("./check-stacks.js");
  try {
    await checkStacks(project, stacks);
    return [];
  } catch (error) {
    if (error instanceof PlanError) return error.messages;
    throw error;
  }
}
