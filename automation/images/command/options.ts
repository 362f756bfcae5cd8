/** Options that all commands about images have. */
export interface ImageOptions {
  /** Stacks; all of the plan where it is empty. */
  readonly stack: readonly string[];
  /** Rollout plan, instead of rollout.yaml. */
  readonly file?: string;
  readonly json?: boolean;
}

/** Options of the commands that change something. */
export interface ChangeOptions extends ImageOptions {
  /** Does not ask. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface PromoteOptions extends ChangeOptions {
  readonly from?: string;
  /** Whether copies get launch permissions. */
  readonly permissions: boolean;
}

export interface RollbackOptions extends ChangeOptions {
  readonly to?: string;
}
