import { Operation } from "../../engine/operation";
import type { Place } from "../../stacks/place";
import type { RolloutPlan } from "../plan";
import { RolloutRefused } from "../request";

/** Refuses an update that no stack could even begin, before anybody is asked anything. */
export async function refuseObstacles(place: Place, operation: Operation, plan: RolloutPlan): Promise<void> {
  if (operation !== Operation.Up) return;
  const reasons = (await place.obstacles?.(plan.waves.flatMap(({ stacks }) => stacks))) ?? [];
  if (reasons.length > 0) throw new RolloutRefused(reasons);
}
