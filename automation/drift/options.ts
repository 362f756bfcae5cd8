import type { SelectionOptions } from "../rollout/command/options";

/** Options of `privatelink drift`. */
export interface DriftOptions extends SelectionOptions {
  /** How many stacks are looked at at once, in place of what the plan says. */
  readonly parallel?: number;
  /** Whether each resource is compared with AWS. */
  readonly refresh: boolean;
}
