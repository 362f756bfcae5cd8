import type { HealthAfterRollback, RolloutOutcome } from "./events";
import type { Wave } from "./plan";
import type { Run } from "./run";

/** How a rollout ended, and at which wave. */
export interface Ending {
  readonly outcome: RolloutOutcome;
  readonly stoppedAt?: string;
  readonly healthAfterRollback?: HealthAfterRollback;
}

export function endedAt(wave: Wave, outcome: RolloutOutcome): Ending {
  return { outcome, stoppedAt: wave.name };
}

/** Ends a wave that did not come to its healthy end, and with it the rollout. */
export function brokenOff(run: Run, wave: Wave, outcome: RolloutOutcome): Ending {
  run.tell({ type: "wave-ended", wave: wave.name, healthy: false });
  return endedAt(wave, outcome);
}
