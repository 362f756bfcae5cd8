import { PlanError } from "../../../automation/plan/plan-error";

/** What a plan is refused with, nothing where it is not; any other error is the test's own. */
export function planProblems(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof PlanError) return error.messages;
    throw error;
  }
  return [];
}
