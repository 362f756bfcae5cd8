/** What the stack file of a new Region is to be, as far as it is not taken from another stack. */
export interface ProposalOptions {
  /** Stack whose file the new one is made of; where it is absent, the first that follows the home stack, or the one that this was made from. */
  readonly like?: string;
  /** Name of the new stack; that of the Region where it is absent. */
  readonly stack?: string;
  /** Block of the new VPC; the next free one where it is absent. */
  readonly cidr?: string;
  /** `path=value` each, for example `fleet.instanceType=t3.small`. Defaults to none. */
  readonly set?: readonly string[];
  /** Paths of settings that are left out. Defaults to none. */
  readonly unset?: readonly string[];
  readonly instanceType?: string;
}

/** Options of `privatelink region add`. */
export interface AddOptions extends ProposalOptions {
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
  /** Takes a stack that the backend does not have out of the project, and does nothing else. */
  readonly forget?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}
