/** What is compared with what. */
export const FindingKind = {
  /** A resource in AWS with what the last update left there. */
  Resource: "resource",
  /** A stack file with the last update. */
  Update: "update",
  /** Regions with each other. */
  Regions: "regions",
} as const;
export type FindingKind = (typeof FindingKind)[keyof typeof FindingKind];

/** One value that is not what it should be. */
export interface FindingDetail {
  /** Property, setting, stack or stack file that has it. */
  readonly what: string;
  /** Undefined where there should be none. */
  readonly expected: string | undefined;
  /** Undefined where there is none. */
  readonly actual: string | undefined;
}

/** Something that drifted. */
export interface Finding {
  readonly kind: FindingKind;
  /** Stacks in which it is. */
  readonly stacks: readonly string[];
  /** What it is about, for example `order-processor-nlb (aws:lb:LoadBalancer)`. */
  readonly subject: string;
  /** What is wrong with it, after the subject: `was changed in AWS`. */
  readonly problem: string;
  readonly details: readonly FindingDetail[];
  /** What to do about it, one sentence each. */
  readonly remedies: readonly string[];
}
