import type { DriftSettings, GateSettings, ImageSettings, ProbeSettings } from "../plan";
import { FailurePolicy } from "../plan";

/** What holds where rollout.yaml says nothing. */
export const ROLLOUT_DEFAULTS = {
  parallel: 4,
  pauseMinutes: 0,
  onFailure: FailurePolicy.Stop,
} as const;

export const GATE_DEFAULTS: GateSettings = {
  timeoutMinutes: 15,
  soakSeconds: 60,
  everySeconds: 10,
  alarms: [],
  ignoreAlarms: [],
};

export const PROBE_DEFAULTS: Omit<ProbeSettings, "url"> = { status: 200, timeoutSeconds: 5 };

export const IMAGE_DEFAULTS: ImageSettings = { keep: 3, kmsKeyIds: {} };

export const DRIFT_DEFAULTS: DriftSettings = { mayDiffer: [] };
