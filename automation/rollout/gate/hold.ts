import type { Clock } from "../../clock";
import type { GateSettings } from "../plan";
import type { HealthFinding, HealthSource, HealthSubject } from "./health";
import { unhealthyOf } from "./look";
import { reasonsToEnd, reasonsWhenLate } from "./reasons";

/** What one look at all stacks of a wave showed. */
export interface GateLook {
  /** What is not healthy by stack; an empty list where all is well. */
  readonly unhealthy: Readonly<Record<string, readonly HealthFinding[]>>;
  /** Seconds for which everything has been healthy without an interruption. */
  readonly healthySeconds: number;
}

export interface GateRequest {
  /** The stacks, with their outputs of now. */
  readonly subjects: readonly HealthSubject[];
  readonly gate: GateSettings;
  readonly source: HealthSource;
  readonly clock: Clock;
  /** Aborted, it ends the gate at once: `holdGate` rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onLook?: (look: GateLook) => void;
  /** Milliseconds after which a look at a stack is given up and counts as not healthy. Defaults to a minute. */
  readonly lookLimitMs?: number;
}

/** How a gate ended; `reasons` has the stacks that are not healthy, with clauses for people. */
export type GateResult =
  | { readonly healthy: true }
  | {
      readonly healthy: false;
      readonly reasons: Readonly<Record<string, readonly string[]>>;
      /** Whether nothing was seen to be ill: what counts as not healthy could not be asked for. */
      readonly unseen: boolean;
    };

/**
 * Waits until all stacks of a wave are healthy, and have stayed so for the soak. An interruption begins the soak anew;
 * the one that counts must have begun within the time limit, so that the gate ends at the latest after time limit and
 * soak. What cannot become healthy ends it at once.
 */
export async function holdGate(request: GateRequest): Promise<GateResult> {
  const { subjects, gate, source, clock, signal, onLook, lookLimitMs } = request;
  const lastBeginning = clock.now().getTime() + gate.timeoutMinutes * 60_000;
  const soakMs = gate.soakSeconds * 1000;
  // When the first look of the soak was over: that all was well before is not known.
  let soakBegan: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const lookBegan = clock.now().getTime();
    const unhealthy = await unhealthyOf(subjects, gate, source, { signal, limitMs: lookLimitMs });
    const isHealthy = Object.values(unhealthy).every((findings) => findings.length === 0);
    const wasSoaking = soakBegan !== undefined;
    const lookEnded = clock.now().getTime();
    soakBegan = isHealthy ? (soakBegan ?? lookEnded) : undefined;
    const healthyMs = soakBegan === undefined ? 0 : Math.max(0, lookBegan - soakBegan);
    onLook?.({ unhealthy, healthySeconds: healthyMs / 1000 });

    if (soakBegan !== undefined && healthyMs >= soakMs) return { healthy: true };
    const isLate = soakBegan === undefined && lookBegan >= lastBeginning;
    const reasons =
      reasonsToEnd(unhealthy, wasSoaking) ?? (isLate ? reasonsWhenLate(unhealthy, gate.timeoutMinutes) : undefined);
    if (reasons !== undefined) {
      const unseen = Object.values(unhealthy).every((findings) => findings.every((finding) => finding.unseen === true));
      return { healthy: false, reasons, unseen };
    }
    const end = soakBegan === undefined ? lastBeginning : soakBegan + soakMs;
    await clock.sleep(Math.min(gate.everySeconds * 1000, Math.max(0, end - lookEnded)), signal);
  }
}
