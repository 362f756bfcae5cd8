import type { Clock } from "../../../../automation/clock";
import { Health, HealthCheck, type HealthFinding, type HealthSource } from "../../../../automation/rollout/gate/health";
import type { GateSettings } from "../../../../automation/rollout/plan";
import type { StackSubject } from "../../../../automation/stacks/place";

export const GATE: GateSettings = {
  timeoutMinutes: 15,
  soakSeconds: 60,
  everySeconds: 10,
  alarms: [],
  ignoreAlarms: [],
};

export function subject(stack = "us-east-1", outputs: StackSubject["outputs"] = {}): StackSubject {
  return { stack, region: "us-east-1", outputs };
}

/** Time that passes only when somebody sleeps. */
export class FakeClock implements Clock {
  /** Seconds since the beginning. */
  seconds = 0;

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.seconds * 1000);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.seconds += milliseconds / 1000;
  }
}

export const waiting: HealthFinding = {
  check: HealthCheck.Targets,
  health: Health.Waiting,
  subject: "api in use1-az1",
  text: "1 of 2 targets is healthy",
};
export const failed: HealthFinding = {
  check: HealthCheck.Refreshes,
  health: Health.Failed,
  subject: "api-asg",
  text: "its instance refresh failed",
};
export const firing: HealthFinding = {
  check: HealthCheck.Alarms,
  health: Health.Waiting,
  subject: "api-errors",
  text: "the alarm has been firing",
  endsSoak: true,
};

/** A source that says what the function finds for a stack at a second. */
export function sourceOf(
  clock: FakeClock,
  find: (seconds: number, stack: string) => readonly HealthFinding[],
): HealthSource {
  return { look: async ({ stack }) => find(clock.seconds, stack) };
}
