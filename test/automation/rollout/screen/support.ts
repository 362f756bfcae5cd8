import type { RolloutEvent, StackSummary } from "../../../../automation/rollout/events";
import { advanced, NOTHING_YET, type RolloutView } from "../../../../automation/rollout/screen/state";

/** An event without its instant. */
export type Told = RolloutEvent extends infer Event ? (Event extends RolloutEvent ? Omit<Event, "at"> : never) : never;

/** Milliseconds since the epoch at which the rollouts of these tests begin. */
export const START = Date.parse("2026-11-21T12:00:00.000Z");

/** An event so many seconds after the beginning. */
export function at(seconds: number, event: Told): RolloutEvent {
  return { at: new Date(START + seconds * 1000).toISOString(), ...event };
}

/** What is known after events, each with the second in which it happened. */
export function viewAfter(...events: readonly (readonly [seconds: number, event: Told])[]): RolloutView {
  return events.reduce((view, [seconds, event]) => advanced(view, at(seconds, event)), NOTHING_YET);
}

/** The beginning of an update of us-east-1, then us-east-2 and eu-west-1. */
export const BEGAN: Told = {
  type: "rollout-began",
  operation: "up",
  waves: [
    { name: "home", stacks: ["us-east-1"] },
    { name: "rest", stacks: ["us-east-2", "eu-west-1"] },
  ],
  parallel: 4,
  resumed: false,
};

/** What came of a stack: 95 resources created in 12.3 s, with what differs. */
export function summaryOf(stack: string, change: Partial<StackSummary> = {}): StackSummary {
  return {
    stack,
    wave: stack === "us-east-1" ? "home" : "rest",
    outcome: "done",
    changes: { create: 95 },
    seconds: 12.34,
    problems: [],
    warnings: [],
    ...change,
  };
}
