import type { Operation, ResourceStep } from "../engine/operation";
import type { HealthFinding } from "./gate/health";
import type { FailurePolicy } from "./plan";

/** How a stack came out of a rollout. */
export const StackOutcome = {
  /** Changed as it should be. */
  Done: "done",
  /** There was nothing to change. */
  Unchanged: "unchanged",
  Failed: "failed",
  /** Its engine was stopped before the end. */
  Cancelled: "cancelled",
  /** Updated, but not healthy in time. */
  Unhealthy: "unhealthy",
  /** Updated or failed, and then brought back. */
  RolledBack: "rolled back",
  /** Could not be brought back. */
  RollbackFailed: "rollback failed",
  /** Was healthy in the run that this one resumes. */
  Earlier: "done earlier",
  /** Never begun. */
  NotBegun: "not begun",
  /** Nothing is there that the operation could be done with. */
  NotThere: "not there",
} as const;
export type StackOutcome = (typeof StackOutcome)[keyof typeof StackOutcome];

/** How a rollout ended. */
export const RolloutOutcome = {
  Succeeded: "succeeded",
  /** A stack failed or was not healthy; nothing was brought back. */
  Stopped: "stopped",
  RolledBack: "rolled back",
  RollbackFailed: "rollback failed",
  Interrupted: "interrupted",
} as const;
export type RolloutOutcome = (typeof RolloutOutcome)[keyof typeof RolloutOutcome];

/** What was seen of the stacks of a wave after they were brought back. */
export const HealthAfterRollback = {
  /** They are healthy again, and have stayed so for the soak. */
  Healthy: "healthy",
  /** At least one is not; its problems say why. */
  Unhealthy: "not healthy",
  /** Nothing was seen to be ill, but it could not be asked for everything. */
  Unseen: "not seen",
  /** Somebody asked for an end before it was known. */
  NotWaitedFor: "not waited for",
} as const;
export type HealthAfterRollback = (typeof HealthAfterRollback)[keyof typeof HealthAfterRollback];

/** Resources by what was done with them, for example `{ create: 2, same: 91 }`. */
export type Changes = Readonly<Record<string, number>>;

/** What the next update of a stack that was brought back would bring again. */
export interface StillNew {
  /** Whether its stack file has other settings than it was brought back to. */
  readonly settings: boolean;
  /** Archives that its stack file names and that are others than it runs, as they are written. */
  readonly archives: readonly string[];
  /** Stacks from which it would take another AMI or registry, each with why, such as `copies its image from us-east-1`. */
  readonly references: readonly { readonly stack: string; readonly text: string }[];
}

/** One line of the summary. */
export interface StackSummary {
  readonly stack: string;
  readonly wave: string;
  readonly outcome: StackOutcome;
  readonly changes: Changes;
  /** Resources that were, or in a preview would be, changed, in the engine's order; those that stay the same are left out. */
  readonly steps?: readonly ResourceStep[];
  readonly seconds: number;
  /** Only of a stack that was brought back. */
  readonly stillNew?: StillNew;
  /** What is wrong, one sentence or clause each, as the engine, the program or the gate says it. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export interface RolloutSummary {
  readonly operation: Operation;
  readonly outcome: RolloutOutcome;
  readonly stacks: readonly StackSummary[];
  readonly seconds: number;
  /** Most engines that ran at the same moment. */
  readonly mostEngines: number;
  /** Wave at which a rollout that did not succeed ended. */
  readonly stoppedAt?: string;
  /** Only of a wave that was brought back as a whole, and that has a gate. */
  readonly healthAfterRollback?: HealthAfterRollback;
  /** Whether `--resume` can go on from here. */
  readonly resumable: boolean;
}

/** Everything that a rollout tells while it works; `at` is an instant, ISO 8601 in UTC. */
export type RolloutEvent = { readonly at: string } & (
  | {
      readonly type: "rollout-began";
      readonly operation: Operation;
      readonly waves: readonly { readonly name: string; readonly stacks: readonly string[] }[];
      readonly parallel: number;
      readonly resumed: boolean;
      /** Whether it is a rehearsal on the sandbox; absent from one in AWS. */
      readonly sandbox?: true;
    }
  | {
      readonly type: "window-waited-for";
      readonly wave: string;
      readonly opens: string;
      /** Zone of the window, as IANA calls it, for showing the instant. */
      readonly timeZone: string;
    }
  | { readonly type: "wave-began"; readonly wave: string; readonly stacks: readonly string[] }
  | { readonly type: "stack-began"; readonly wave: string; readonly stack: string; readonly operation: Operation }
  | {
      readonly type: "stack-progressed";
      readonly stack: string;
      readonly operation: Operation;
      /** Resources that are dealt with. */
      readonly done: number;
      /** Resources that are being worked on. */
      readonly running: number;
    }
  /** Told once more for a stack that is brought back, and not of a gate: the summary of the rollout has the last word. */
  | { readonly type: "stack-ended"; readonly summary: StackSummary }
  | {
      readonly type: "gate-began";
      readonly wave: string;
      readonly stacks: readonly string[];
      /** Whether the wave was brought back before; absent from the gate that comes after an update. */
      readonly afterRollback?: true;
    }
  | {
      readonly type: "gate-looked";
      readonly wave: string;
      /** As the gate began. */
      readonly afterRollback?: true;
      /** What is not healthy by stack; empty lists where all is well. */
      readonly unhealthy: Readonly<Record<string, readonly HealthFinding[]>>;
      /** Seconds for which everything has been healthy without an interruption. */
      readonly healthySeconds: number;
      readonly soakSeconds: number;
    }
  | {
      readonly type: "gate-ended";
      readonly wave: string;
      /** As the gate began. */
      readonly afterRollback?: true;
      readonly healthy: boolean;
      /** Why not, by stack. */
      readonly reasons: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly type: "rollback-began";
      readonly wave: string;
      readonly stacks: readonly string[];
      readonly policy: FailurePolicy;
    }
  | { readonly type: "wave-ended"; readonly wave: string; readonly healthy: boolean }
  | { readonly type: "pause-began"; readonly wave: string; readonly until: string }
  /** `drain`: what runs is finished, nothing more is begun. `cancel`: engines are told to stop. */
  | { readonly type: "interrupted"; readonly how: "drain" | "cancel" }
  | { readonly type: "rollout-ended"; readonly summary: RolloutSummary }
);
