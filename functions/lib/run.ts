import type { DecisionRegistry, Notifier, ServiceApi } from "./ports";
import type { RunLog } from "./run-log";
import type { RunPlan } from "./run-report";

/** What a plan is carried out with. */
export interface Run {
  readonly plan: RunPlan;
  readonly api: ServiceApi;
  readonly registry: DecisionRegistry;
  readonly notifier: Notifier;
  readonly clock: () => Date;
  /** Who decides, for the audit: ARN of the function's role, or of the person who runs the command. */
  readonly actor: string;
  /** Notifications that woke the run; none for the schedule and for people. */
  readonly messageIds: readonly string[];
  /** The notification about an endpoint, by endpoint id. */
  readonly messagesByEndpoint?: ReadonlyMap<string, string>;
  readonly log: RunLog;
}
