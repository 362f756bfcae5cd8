import type { Properties, StackPlan } from "./model";
import type { SavedPlan } from "./saved-plan";
import type { StackConfig } from "./stack-config";

/** Outputs of a stack for those that refer to it, with the names of the secret ones. */
export interface Answer {
  readonly outputs: Properties;
  readonly secrets: readonly string[];
}

/** All that evaluating one stack takes besides the program; plain values, so that it can go to another thread. */
export interface Job {
  readonly project: string;
  readonly config: StackConfig;
  readonly lastPlan: SavedPlan | undefined;
  /** Stacks that are planned already, by name. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** A plan, what a later one compares with, and what other stacks may read. */
export interface Evaluated {
  readonly plan: StackPlan;
  readonly toKeep: SavedPlan;
  readonly answer: Answer;
}

export type JobResult =
  | { readonly plan: Evaluated }
  | { readonly needs: readonly string[] }
  | { readonly problems: readonly string[] };
