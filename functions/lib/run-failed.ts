import type { PublishedService } from "./published-service";
import type { RunReport } from "./run-report";

/** A step of a run that failed, as a plain sentence; `cause` is what it failed with. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";

  constructor(sentence: string, cause: unknown) {
    super(`${sentence}: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Thrown at the end of a run of which some steps failed. What did not depend on them is done, so that a repeated run
 * only has the rest to do.
 */
export class RunFailed extends AggregateError {
  override readonly name = "RunFailed";

  constructor(
    service: Pick<PublishedService, "name" | "serviceId">,
    errors: readonly StepFailed[],
    /** What the run did; absent when it could not read the registry, without which nothing can be decided. */
    readonly report?: RunReport,
  ) {
    const steps = errors.length === 1 ? "One step" : `${errors.length} steps`;
    const sentences = errors.map(({ message }) => `- ${message}`).join("\n");
    super([...errors], `${steps} of the run for ${service.name} (${service.serviceId}) failed:\n${sentences}`);
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
