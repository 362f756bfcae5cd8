import type { RolloutPlan } from "../plan";

/** Seconds for which a gate holds on the sandbox, where nothing becomes unhealthy by itself. */
const SOAK_SECONDS = 3;

/** A plan as the sandbox goes through it: with everything but the waiting. */
export function rehearsed(plan: RolloutPlan): RolloutPlan {
  return {
    ...plan,
    windows: [],
    waves: plan.waves.map(({ gate, ...wave }) => ({
      ...wave,
      pauseMinutes: 0,
      ...(gate === undefined
        ? {}
        : { gate: { ...gate, soakSeconds: Math.min(gate.soakSeconds, SOAK_SECONDS), everySeconds: 1 } }),
    })),
  };
}
