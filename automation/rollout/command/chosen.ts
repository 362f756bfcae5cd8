import type { Project } from "../../plan/project";
import { readRolloutPlan } from "../file/read";
import { selectWaves } from "../file/select";
import type { RolloutPlan } from "../plan";
import type { RolloutOptions, SelectionOptions } from "./options";
import { rehearsed } from "./rehearsal";

/** The waves and stacks that the command line picks, of the plan of the project. */
export async function chosenPlan(
  project: Project,
  { stack, wave, file, sandbox, parallel }: SelectionOptions & Pick<Partial<RolloutOptions>, "parallel">,
  read: typeof readRolloutPlan = readRolloutPlan,
): Promise<RolloutPlan> {
  const whole = await read(project, file);
  const plan = selectWaves(whole, { stacks: stack, waves: wave, parallel }, "--parallel");
  return sandbox === true ? rehearsed(plan) : plan;
}
