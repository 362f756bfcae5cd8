/** Options of `privatelink region add`. */
export interface AddOptions {
  /** Stack whose file the new one is made of; the first that follows the home stack where it is absent. */
  readonly like?: string;
  /** Name of the new stack; that of the Region where it is absent. */
  readonly stack?: string;
  /** Block of the new VPC; the next free one where it is absent. */
  readonly cidr?: string;
  /** `path=value` each. */
  readonly set: readonly string[];
  /** Paths of settings that are left out. */
  readonly unset: readonly string[];
  readonly instanceType?: string;
  /** Whether AWS is not asked. */
  readonly offline?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Options of `privatelink region remove`. */
export interface RemoveOptions {
  /** Minutes in which consumers may leave by themselves before their connections are cut. */
  readonly graceMinutes: number;
  /** Minutes in which the last connection must have gone after they were cut. */
  readonly timeoutMinutes: number;
  readonly yes?: boolean;
  readonly json?: boolean;
}
