/** What came out of one look at a Region, or at the settings that a stack there would have. */
export const FindingState = {
  Ok: "ok",
  /** Keeps the stack from being added. */
  Problem: "problem",
  /** Could not be looked at; it keeps nothing from being done. */
  Unknown: "unknown",
} as const;
export type FindingState = (typeof FindingState)[keyof typeof FindingState];

export interface Finding {
  readonly state: FindingState;
  /** What was looked at, for example `VPCs`, or the path of a setting. */
  readonly subject: string;
  /** What was found, and for a problem what to do about it; one sentence without a full stop. */
  readonly text: string;
}

export function ok(subject: string, text: string): Finding {
  return { state: FindingState.Ok, subject, text };
}

export function problem(subject: string, text: string): Finding {
  return { state: FindingState.Problem, subject, text };
}

export function unknown(subject: string, text: string): Finding {
  return { state: FindingState.Unknown, subject, text };
}
