import type { SettingPath } from "../../stacks/setting-path";

/** What a row of the matrix is about. */
export const Aspect = {
  Image: "image",
  Archive: "archive",
  Version: "version",
  Ports: "ports",
  Principals: "principals",
  Setting: "setting",
  Zones: "zones",
} as const;
export type Aspect = (typeof Aspect)[keyof typeof Aspect];

/** What a row says. */
export const Verdict = {
  /** All stacks have the same. */
  Same: "same",
  /** They do not, and should. */
  Differs: "differs",
  /** They do not, and `drift.mayDiffer` allows it. */
  Allowed: "allowed",
  /** Only told, because it lies in the nature of Regions. */
  Information: "information",
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What a stack has. */
export interface Cell {
  /** As text, in which the stack's own Region and whatever is of it stand as such; undefined where it has none. */
  readonly value: string | undefined;
  /** Whether the value is the key's default, and the stack file does not have it. */
  readonly isDefault?: true;
  /** Another compared stack, of which this one takes the value over. */
  readonly copiedFrom?: string;
}

/** One thing of all stacks, before it is judged. */
export interface UnjudgedRow {
  readonly aspect: Aspect;
  /** What it is, for people: a path such as `service.ports[api].port`, or words such as `archive of order-processor`. */
  readonly name: string;
  /** Paths of the settings that it comes from, for `drift.mayDiffer`. */
  readonly paths: readonly SettingPath[];
  /** By stack; those that cannot have it, because nothing is deployed, are left out. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** One thing of all stacks. */
export interface MatrixRow extends UnjudgedRow {
  readonly verdict: Verdict;
  /**
   * What most of the stacks have; of two values that are as common, that of the stack that comes first. A stack that takes
   * the value over from another one counts for what that one has, which it gets with its next update.
   */
  readonly expected: string | undefined;
  /** Stacks that have something else. */
  readonly odd: readonly string[];
}

/** All stacks of a project beside each other. */
export interface Matrix {
  /** In the order in which they are brought up. */
  readonly stacks: readonly string[];
  readonly rows: readonly MatrixRow[];
}
