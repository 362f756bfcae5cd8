/** Inputs, outputs or stack outputs by name, as JSON has them. */
export type Properties = Record<string, unknown>;

/** A resource as the documented JSON shows it. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; null for the stack itself. */
  readonly parent: string | null;
  /** What the program gives. */
  readonly inputs: Properties;
  /** What the resource has once it is there. */
  readonly outputs: Properties;
}

/** What becomes of a resource in comparison with the last plan. */
export interface Change {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly kind: ChangeKind;
  /** Input properties that differ; for a replacement all of them, not only those that force it. */
  readonly properties: readonly string[];
  /** Properties that force a replacement. */
  readonly forcedBy: readonly string[];
  /** Whether the resource is protected: the engine refuses to delete or replace it. */
  readonly protect: boolean;
}

export const ChangeKind = {
  Created: "created",
  Updated: "updated",
  Replaced: "replaced",
  Deleted: "deleted",
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** The plan of one stack. */
export interface StackPlan {
  readonly stack: string;
  readonly region: string;
  /** In the order of registration: a parent before its children. Secrets are masked. */
  readonly resources: readonly PlannedResource[];
  /** Stack outputs; secrets are masked. */
  readonly outputs: Properties;
  /** Differences from the last plan; undefined where there was none, or none that can be compared. */
  readonly changes: readonly Change[] | undefined;
  /** When the last plan was made, as an ISO time; undefined where there was none. */
  readonly lastTime: string | undefined;
  /** What the program said on the way: its warnings and prints. */
  readonly said: readonly string[];
}

/** Stands for a secret value wherever a plan is shown or kept. */
export const SECRET = "[secret]";
