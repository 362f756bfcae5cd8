import type { Clock } from "../../../../automation/clock";
import type { Operation } from "../../../../automation/engine/operation";
import type { RolloutEvent, RolloutSummary } from "../../../../automation/rollout/events";
import { Health, HealthCheck, type HealthSource } from "../../../../automation/rollout/gate/health";
import { FailurePolicy, type GateSettings, type RolloutPlan, type Wave } from "../../../../automation/rollout/plan";
import type { StackSettings } from "../../../../automation/stacks/place";

/** A gate that is over in three looks. */
export const GATE: GateSettings = {
  timeoutMinutes: 1,
  soakSeconds: 20,
  everySeconds: 10,
  alarms: [],
  ignoreAlarms: [],
};

/** A wave with a gate, one stack at a time unless told otherwise. */
export function wave(name: string, stacks: readonly string[], more: Partial<Wave> = {}): Wave {
  return { name, stacks, parallel: 1, gate: GATE, pauseMinutes: 0, onFailure: FailurePolicy.Stop, ...more };
}

export function planOf(waves: readonly Wave[], more: Partial<RolloutPlan> = {}): RolloutPlan {
  return {
    file: undefined,
    waves,
    leftOut: [],
    parallel: 4,
    windows: [],
    images: { keep: 3, kmsKeyIds: {} },
    drift: { mayDiffer: [] },
    ...more,
  };
}

/** Stack files of a plan, each with an image of its own. */
export function filesOf(plan: RolloutPlan): Record<string, StackSettings> {
  const stacks = plan.waves.flatMap(({ stacks }) => stacks);
  return Object.fromEntries(
    stacks.map((stack) => [stack, { "aws:region": "us-east-1", "saas-privatelink:image": { id: `ami-${stack}-1` } }]),
  );
}

/** Time that passes only while somebody sleeps. */
export class FakeClock implements Clock {
  #now = Date.parse("2026-03-02T09:00:00Z");
  /** Called before each sleep, which waits for it. */
  onSleep: () => Promise<void> = () => Promise.resolve();

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await this.onSleep();
    signal?.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    this.#now += milliseconds;
  }
}

/** Everything is healthy but the stacks that are said not to be. */
export function healthBut(...unhealthy: readonly string[]): HealthSource {
  return {
    look: async ({ stack }) =>
      unhealthy.includes(stack)
        ? [{ check: HealthCheck.Targets, health: Health.Failed, subject: "use1-az1", text: `${stack} has no targets` }]
        : [],
  };
}

/** Collects events, and gives those of one type. */
export class Events {
  readonly all: RolloutEvent[] = [];
  readonly take = (event: RolloutEvent): void => void this.all.push(event);

  of<Type extends RolloutEvent["type"]>(type: Type): Extract<RolloutEvent, { type: Type }>[] {
    return this.all.filter((event): event is Extract<RolloutEvent, { type: Type }> => event.type === type);
  }
}

/** `stack outcome` by stack, in the order of the summary. */
export function outcomes({ stacks }: RolloutSummary): Record<string, string> {
  return Object.fromEntries(stacks.map(({ stack, outcome }) => [stack, outcome]));
}

/** What a place did, as `operation stack`. */
export function workText(worked: readonly { readonly stack: string; readonly operation: Operation }[]): string[] {
  return worked.map(({ stack, operation }) => `${operation} ${stack}`);
}
