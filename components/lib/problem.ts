/** A value that is refused: where it stands, what it is, the rule that it breaks, and what to do about it. */
export interface Problem {
  /** Key path as the user wrote it, for example `network.cidr` or `ports[1].healthCheck.path`. */
  readonly path: string;
  /** The refused value; `undefined` when it is missing. */
  readonly value: unknown;
  /** The rule as a predicate of the value, for example `is not a private IPv4 block`. */
  readonly rule: string;
  /** What to write instead, as an imperative, for example `use a block such as 10.64.0.0/22`. */
  readonly remedy: string;
}

/** A rule as a pure function: the problems of `value`, which stands at `path`. */
export type Check<T> = (value: T, path: string) => Problem[];

const LONGEST_SHOWN = 120;

/** The value as it appears in a message: JSON, shortened, `(missing)` where there is none. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "(missing)";
  // JSON has no word for a function.
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}

/** `value rule; remedy.`: what a message says after the path. */
export function reason(problem: Problem): string {
  return `${show(problem.value)} ${problem.rule}; ${problem.remedy}.`;
}

/** The whole sentence: `path: value rule; remedy.` */
export function sentence(problem: Problem): string {
  return `${problem.path}: ${reason(problem)}`;
}
