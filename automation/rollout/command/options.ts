/** Which stacks a command works on, where, and what it prints. */
export interface SelectionOptions {
  /** Names of stacks; all that are in waves where it is empty. */
  readonly stack: readonly string[];
  /** Names of waves; all where it is empty. */
  readonly wave: readonly string[];
  /** Another plan than `rollout.yaml`. */
  readonly file?: string;
  /** Whether the sandbox stands in for the AWS account. */
  readonly sandbox?: boolean;
  readonly json?: boolean;
}

/** Options of `privatelink up`, `preview`, `refresh` and `destroy`. A command that lacks one of them has its default. */
export interface RolloutOptions extends SelectionOptions {
  /** How many engines run at once, in place of what the plan says. */
  readonly parallel?: number;
  /** URNs or logical names of resources, to which the operation is confined. */
  readonly target: readonly string[];
  readonly yes?: boolean;
  /** Whether to go on after the last healthy wave. */
  readonly resume?: boolean;
  /** Whether the gates of the waves are held. */
  readonly gate: boolean;
  /** Stacks that are not healthy on the sandbox. */
  readonly unhealthy: readonly string[];
}

/** Options of `privatelink outputs`. */
export interface OutputsOptions extends SelectionOptions {
  /** The one output that is printed. */
  readonly name?: string;
}

/**
 * The options of a command line with which the same stacks are worked on at the same place again; in a rehearsal, with
 * those healthy that were not to be.
 */
export function sameAgain(options: RolloutOptions): string {
  const { stack, wave, parallel, target, file, gate, sandbox } = options;
  const each = (name: string, values: readonly string[]): string[] => values.flatMap((value) => [name, quoted(value)]);
  return [
    ...(sandbox === true ? ["--sandbox"] : []),
    ...each("--stack", stack),
    ...each("--wave", wave),
    ...each("--file", file === undefined ? [] : [file]),
    ...each("--parallel", parallel === undefined ? [] : [String(parallel)]),
    ...each("--target", target),
    ...(gate ? [] : ["--no-gate"]),
  ].join(" ");
}

/** A word as a POSIX shell reads it. */
function quoted(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
