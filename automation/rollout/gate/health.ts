import type { StackSubject } from "../../stacks/place";
import type { GateSettings } from "../plan";

/** What the health of a stack is judged by. */
export const HealthCheck = {
  /** Each Availability Zone has healthy targets in every target group, and no unhealthy ones. */
  Targets: "targets",
  /** No instance refresh is under way, and the last one succeeded. */
  Refreshes: "refreshes",
  /** The endpoint service is available. */
  Service: "service",
  /** No alarm is firing. */
  Alarms: "alarms",
  /** The HTTP probe is answered. */
  Probe: "probe",
  /** Whether anything could be learnt at all. */
  Look: "look",
} as const;
export type HealthCheck = (typeof HealthCheck)[keyof typeof HealthCheck];

export const Health = {
  Healthy: "healthy",
  /** Not healthy, and may become so. */
  Waiting: "waiting",
  /** Not healthy, and will not become so by waiting. */
  Failed: "failed",
} as const;
export type Health = (typeof Health)[keyof typeof Health];

/** What one check says of one thing. */
export interface HealthFinding {
  readonly check: HealthCheck;
  readonly health: Health;
  /** What it is about, for example `order-processor-asg-use1-az1` or `use1-az1`. */
  readonly subject: string;
  /** One clause without a full stop, for example `1 of 2 targets is healthy (Target.FailedHealthChecks)`. */
  readonly text: string;
  /** Ends a soak that has begun, in place of beginning it anew; before it, the finding is waited for like others. */
  readonly endsSoak?: true;
  /** It is not known how the thing is, because it could not be asked for. */
  readonly unseen?: true;
}

/** A stack whose health is asked for. */
export interface HealthSubject extends StackSubject {
  /** Whether a rollback has brought it to what it is now. */
  readonly afterRollback?: true;
}

/** Where the health of a stack is known: AWS, or a sandbox. An error that it throws counts as not healthy, and is told. */
export interface HealthSource {
  look(subject: HealthSubject, gate: GateSettings, signal: AbortSignal): Promise<readonly HealthFinding[]>;
}
