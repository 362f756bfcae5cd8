import { sentence } from "../../components/lib/problem";
import { RolloutFileError } from "./file/error";
import { checkGate } from "./file/rules";
import type { GateSettings, RolloutPlan } from "./plan";

/**
 * The plan with other settings for the gates that its waves have; one that is undefined leaves the wave's own. Throws a
 * {@link RolloutFileError} for a value that `rollout.yaml` could not have either.
 */
export function withGate(plan: RolloutPlan, given: Partial<GateSettings>): RolloutPlan {
  const problems = checkGate(given, "gate");
  if (problems.length > 0) throw new RolloutFileError(problems.map(sentence));
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    ...plan,
    waves: plan.waves.map((wave) =>
      wave.gate === undefined ? wave : { ...wave, gate: { ...wave.gate, ...settings } },
    ),
  };
}
