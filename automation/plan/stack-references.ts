import type { Answer, Job } from "./job";
import { PlanError } from "./plan-error";

/** Organization of stacks whose state lies in a folder, as the engine names it. */
export const ORGANIZATION = "organization";

/** Answers the program's stack references, and notes the stacks that have to be planned first. */
export class StackReferences {
  readonly needs = new Set<string>();
  readonly #job: Job;

  constructor(job: Job) {
    this.#job = job;
  }

  /** Outputs of the stack that a reference names: of its plan, or of its last plan for the stack itself. */
  outputs(name: string): Answer {
    const stack = this.#stack(name);
    const { answers, config, lastPlan } = this.#job;
    if (stack === config.stack) return { outputs: lastPlan?.outputs ?? {}, secrets: [] };
    const answer = answers[stack];
    if (answer !== undefined) return answer;
    this.needs.add(stack);
    throw new PlanError([`The outputs of stack ${stack} are not known yet.`]);
  }

  #stack(name: string): string {
    const parts = name.split("/");
    const stack = parts.at(-1) ?? name;
    const { project } = this.#job;
    if (parts.length === 1 || (parts.length === 3 && parts[1] === project)) return stack;
    throw new PlanError([
      `The stack reference ${name} is not to a stack of this project; a plan knows ${ORGANIZATION}/${project}/<stack> only.`,
    ]);
  }
}
