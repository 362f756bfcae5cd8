import { Operation } from "../../engine/operation";
import type { RolloutEvent, RolloutSummary, StackSummary } from "../events";
import type { HealthFinding } from "../gate/health";

/** How far a wave is. */
export const WavePhase = {
  Waiting: "waiting",
  /** The rollout waits until a window of the plan opens. */
  Window: "window",
  Running: "running",
  Gate: "gate",
  Rollback: "rollback",
  Healthy: "healthy",
  /** Was healthy in the run that this one resumes. */
  Earlier: "earlier",
  Unhealthy: "unhealthy",
  /** Healthy, and the next wave waits. */
  Pause: "pause",
} as const;
export type WavePhase = (typeof WavePhase)[keyof typeof WavePhase];

/** What is known of a stack while a rollout works. */
export interface StackView {
  readonly name: string;
  /** What is being done with it now; undefined before it is begun and after it has ended. */
  readonly operation?: Operation;
  /** Milliseconds since the epoch at which that was begun. */
  readonly began?: number;
  /** Resources that are dealt with. */
  readonly done: number;
  /** Resources that are being worked on. */
  readonly running: number;
  /** What came of it. */
  readonly summary?: StackSummary;
}

/** What is known of a wave while a rollout works. */
export interface WaveView {
  readonly name: string;
  readonly phase: WavePhase;
  /** Milliseconds since the epoch at which the phase began. */
  readonly since: number;
  readonly stacks: readonly StackView[];
  readonly gate?: GateView;
  /** Whether that is the gate after a rollback. */
  readonly afterRollback?: boolean;
  /** Why its gate did not find it healthy, by stack. */
  readonly reasons?: Readonly<Record<string, readonly string[]>>;
  /** Instant at which the window opens or the pause ends. */
  readonly until?: string;
  /** Zone of the window that is waited for. */
  readonly timeZone?: string;
}

/** What the gate of a wave saw when it last looked. */
export interface GateView {
  readonly unhealthy: Readonly<Record<string, readonly HealthFinding[]>>;
  readonly healthySeconds: number;
  readonly soakSeconds: number;
}

/** A rollout as far as its events have told. */
export interface RolloutView {
  readonly operation: Operation;
  readonly began: number;
  readonly resumed: boolean;
  readonly waves: readonly WaveView[];
  readonly interrupted?: "drain" | "cancel";
  readonly summary?: RolloutSummary;
}

/** Before the first event. */
export const NOTHING_YET: RolloutView = { operation: Operation.Up, began: 0, resumed: false, waves: [] };

/** The view after one more event. */
export function advanced(view: RolloutView, event: RolloutEvent): RolloutView {
  const now = Date.parse(event.at);
  const inWave = (name: string, change: Partial<WaveView>): RolloutView => ({
    ...view,
    waves: view.waves.map((wave) => (wave.name === name ? { ...wave, ...change } : wave)),
  });
  const phase = (name: string, next: WavePhase, more: Partial<WaveView> = {}): RolloutView =>
    inWave(name, { phase: next, since: now, ...more });

  switch (event.type) {
    case "rollout-began":
      return {
        operation: event.operation,
        began: now,
        resumed: event.resumed,
        waves: event.waves.map(({ name, stacks }) => ({
          name,
          phase: WavePhase.Waiting,
          since: now,
          stacks: stacks.map((stack) => ({ name: stack, done: 0, running: 0 })),
        })),
      };
    case "window-waited-for":
      return phase(event.wave, WavePhase.Window, { until: event.opens, timeZone: event.timeZone });
    case "wave-began":
      return withEarlierWavesDone(phase(event.wave, WavePhase.Running), event.wave);
    case "stack-began":
      return ofStack(view, event.stack, ({ name }) => ({
        name,
        operation: event.operation,
        began: now,
        done: 0,
        running: 0,
      }));
    case "stack-progressed":
      return ofStack(view, event.stack, (stack) => ({ ...stack, done: event.done, running: event.running }));
    case "stack-ended":
      return ofStack(view, event.summary.stack, ({ name }) => ({
        name,
        done: 0,
        running: 0,
        summary: event.summary,
      }));
    case "gate-began":
      // What an earlier gate saw, and why it ended, says nothing of this one.
      return phase(event.wave, WavePhase.Gate, {
        gate: undefined,
        reasons: undefined,
        afterRollback: event.afterRollback,
      });
    case "gate-looked": {
      const { unhealthy, healthySeconds, soakSeconds } = event;
      return inWave(event.wave, { gate: { unhealthy, healthySeconds, soakSeconds } });
    }
    case "gate-ended":
      return event.healthy ? view : phase(event.wave, WavePhase.Unhealthy, { reasons: event.reasons });
    case "rollback-began":
      return phase(event.wave, WavePhase.Rollback);
    case "wave-ended":
      return phase(event.wave, event.healthy ? WavePhase.Healthy : WavePhase.Unhealthy);
    case "pause-began":
      return phase(event.wave, WavePhase.Pause, { until: event.until });
    case "interrupted":
      return { ...view, interrupted: event.how };
    case "rollout-ended":
      return { ...view, summary: event.summary };
  }
}

/** A rollout that is resumed passes over waves that were healthy before. */
function withEarlierWavesDone(view: RolloutView, name: string): RolloutView {
  const index = view.waves.findIndex((wave) => wave.name === name);
  const waves = view.waves.map((wave, i) =>
    i < index && wave.phase === WavePhase.Waiting ? { ...wave, phase: WavePhase.Earlier } : wave,
  );
  return { ...view, waves };
}

function ofStack(view: RolloutView, name: string, change: (stack: StackView) => StackView): RolloutView {
  const waves = view.waves.map((wave) =>
    wave.stacks.some((stack) => stack.name === name)
      ? { ...wave, stacks: wave.stacks.map((stack) => (stack.name === name ? change(stack) : stack)) }
      : wave,
  );
  return { ...view, waves };
}
