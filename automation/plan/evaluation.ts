import type { Answer, Evaluated, Job, JobResult } from "./job";
import { PlanError } from "./plan-error";
import { type Project, stackFile } from "./project";
import { readSavedPlan } from "./saved-plan";
import type { Attempt } from "./schedule";
import { readStackConfig, type StackConfig } from "./stack-config";

/** Settings of stacks as they are read, or why they cannot be. */
export class Settings {
  readonly #project: Project;
  readonly #files: ReadonlyMap<string, string>;
  readonly #read = new Map<string, StackConfig | PlanError>();

  /** @param files stack files that are given; every other stack has the project's */
  constructor(project: Project, files: ReadonlyMap<string, string>) {
    this.#project = project;
    this.#files = files;
  }

  of(stack: string): StackConfig | PlanError {
    const known = this.#read.get(stack);
    if (known !== undefined) return known;
    const settings = this.#tried(stack);
    this.#read.set(stack, settings);
    return settings;
  }

  #tried(stack: string): StackConfig | PlanError {
    try {
      return readStackConfig(this.#project, stack, this.#files.get(stack) ?? stackFile(this.#project, stack));
    } catch (error) {
      if (error instanceof PlanError) return error;
      throw error;
    }
  }
}

/** Attempts at stacks with their settings, their last plans, and the outputs of stacks that are planned already. */
export function attempts(
  project: Project,
  settings: Settings,
  run: (job: Job) => Promise<JobResult>,
): Attempt<Evaluated> {
  return async (stack, plans) => {
    const config = settings.of(stack);
    if (config instanceof PlanError) return { problems: config.messages };
    const { name, root } = project;
    return run({ project: name, config, lastPlan: readSavedPlan(root, stack), answers: answersOf(plans) });
  };
}

function answersOf(plans: ReadonlyMap<string, Evaluated>): Record<string, Answer> {
  return Object.fromEntries([...plans].map(([stack, { answer }]) => [stack, answer]));
}
