import { StepFailed } from "./run-failed";

const MOST_NAMED = 5;

/** Collects what fails in a run, so that one failing step does not stop those that do not depend on it. */
export class Failures {
  readonly #errors: StepFailed[] = [];

  get errors(): readonly StepFailed[] {
    return this.#errors;
  }

  /** What the step gives, or `undefined` after it failed. `sentence` says what could not be done, without a full stop. */
  async attempt<T>(sentence: string, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (cause) {
      this.add(sentence, cause);
      return undefined;
    }
  }

  add(sentence: string, cause: unknown): void {
    this.#errors.push(new StepFailed(sentence, cause));
  }

  /** One error for all that failed with the same words: `a, b and 3 more could not be …`. */
  addEach(failed: ReadonlyMap<string, unknown>, predicate: string): void {
    const byWords = new Map<string, { names: string[]; cause: unknown }>();
    for (const [name, cause] of failed) {
      const words = cause instanceof Error ? cause.message : String(cause);
      const same = byWords.get(words);
      if (same === undefined) byWords.set(words, { names: [name], cause });
      else same.names.push(name);
    }
    for (const { names, cause } of byWords.values()) this.add(`${named(names)} ${predicate}`, cause);
  }
}

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
}
