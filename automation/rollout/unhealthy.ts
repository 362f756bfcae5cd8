import { listed } from "../../components/lib/words";
import { PlanError } from "../plan/plan-error";
import { USAGE } from "../terminal/exit-codes";
import type { RolloutPlan } from "./plan";

/**
 * Throws a `PlanError` for stacks that are to be unhealthy and that a rollout leaves alone: it would succeed as if the gate
 * had overlooked them.
 */
export function refuseLeftAlone(unhealthy: readonly string[], { waves }: Pick<RolloutPlan, "waves">): void {
  const worked = waves.flatMap(({ stacks }) => stacks);
  const idle = unhealthy.filter((stack) => !worked.includes(stack));
  if (idle.length === 0) return;
  const are = idle.length === 1 ? "is a stack" : "are stacks";
  throw new PlanError(
    [`unhealthy: ${listed(idle)} ${are} that this run leaves alone; use ${listed(worked, "or")}.`],
    USAGE,
  );
}
