import type { HealthSubject } from "./gate/health";
import { type GateResult, holdGate } from "./gate/hold";
import type { GateSettings, Wave } from "./plan";
import type { Run } from "./run";

/** The gate that is held for a wave; undefined where it has none, or where none is to be held. */
export function gateOf({ request: { gates = true } }: Run, { gate }: Wave): GateSettings | undefined {
  return gates ? gate : undefined;
}

/**
 * Whether stacks of a wave are healthy, and stay so; undefined when somebody asked for an end before that was known.
 * @param told what sets its events apart from those of another gate of the same wave
 */
export async function judge(
  run: Run,
  wave: Wave,
  gate: GateSettings,
  subjects: readonly HealthSubject[],
  told: { readonly afterRollback?: true } = {},
): Promise<GateResult | undefined> {
  const { drain } = run.interruption;
  if (drain.aborted) return undefined;
  const of = { wave: wave.name, ...told };
  run.tell({ type: "gate-began", ...of, stacks: subjects.map(({ stack }) => stack) });
  try {
    const result = await holdGate({
      subjects,
      gate,
      source: run.request.health,
      clock: run.clock,
      signal: drain,
      onLook: (look) => run.tell({ type: "gate-looked", ...of, soakSeconds: gate.soakSeconds, ...look }),
    });
    const reasons = result.healthy ? {} : result.reasons;
    run.tell({ type: "gate-ended", ...of, healthy: result.healthy, reasons });
    return result;
  } catch (error) {
    if (!drain.aborted) throw error;
    return undefined;
  }
}
