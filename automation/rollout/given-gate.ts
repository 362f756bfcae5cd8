import type { GateSettings, RolloutPlan } from "./plan";

/** The plan with other settings for the gates that its waves have; one that is undefined leaves the wave's own. */
export function withGate(plan: RolloutPlan, given: Partial<GateSettings>): RolloutPlan {
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    ...plan,
    waves: plan.waves.map((wave) =>
      wave.gate === undefined ? wave : { ...wave, gate: { ...wave.gate, ...settings } },
    ),
  };
}
