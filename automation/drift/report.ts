import type { Matrix } from "./compare/row";
import type { Finding } from "./finding";

/** What was found out about one stack. */
export interface StackDrift {
  readonly stack: string;
  readonly region: string;
  /** Resources that differ in AWS; undefined where they were not looked at. */
  readonly resources: number | undefined;
  /** Differences that were left out, because something else than the program owns the property. */
  readonly ignored: readonly IgnoredDifference[];
  /** Whether an update ever succeeded; undefined where that is not known. */
  readonly deployed: boolean | undefined;
  /** How many settings of the stack file are not deployed; undefined where that is not known. */
  readonly settings: number | undefined;
  /** Why something could not be found out, one sentence or clause each. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** A difference that is as it should be. */
export interface IgnoredDifference {
  readonly subject: string;
  readonly path: string;
  /** Who changed it. */
  readonly owner: string;
}

/** Everything about a project's drift. */
export interface DriftReport {
  readonly stacks: readonly StackDrift[];
  readonly matrix: Matrix;
  readonly findings: readonly Finding[];
}

/** 0 where nothing drifted, 2 where something did, 1 where not everything could be looked at. */
export function driftExitCode({ stacks, findings }: DriftReport): 0 | 1 | 2 {
  if (stacks.some(({ failures }) => failures.length > 0)) return 1;
  return findings.length > 0 ? 2 : 0;
}
