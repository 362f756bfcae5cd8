import type { EntitlementGate } from "./entitlement";
import type { Failures } from "./failures";
import { consumersToAskAbout, type RunFacts } from "./plan-run";
import type { DecisionRegistry, ServiceApi } from "./ports";
import type { PublishedService } from "./published-service";

/** Where the facts of a run come from. */
export interface Sources {
  readonly service: PublishedService;
  readonly api: Pick<ServiceApi, "connections" | "principals">;
  readonly registry: Pick<DecisionRegistry, "contents" | "openQuestions" | "warnings">;
  readonly gate: EntitlementGate;
  readonly clock: () => Date;
  readonly warningDays: number;
}

/**
 * Reads what a plan is made of; `undefined` when the registry could not be read, without which nothing can be planned.
 *
 * The order matters while other runs and people are at work. Open questions come before connections, so that a question
 * about a connection that another run has just found is not taken for one about a connection that is gone. Entries of
 * consumers come last, so that a principal that another run has just admitted for a new entry is not taken for a
 * stranger's.
 */
export async function readFacts(sources: Sources, failures: Failures): Promise<RunFacts | undefined> {
  const { service, api, registry, gate, clock, warningDays } = sources;
  const [openQuestions, warnings] = await Promise.all([
    failures.attempt("The open questions could not be read", () => registry.openQuestions(service.serviceId)),
    warningDays > 0
      ? failures.attempt("The warnings that were sent could not be read", () => registry.warnings())
      : undefined,
  ]);
  const [connections, admittedPrincipals] = await Promise.all([
    failures.attempt("The connections could not be read", () => api.connections()),
    failures.attempt("The principals could not be read", () => api.principals()),
  ]);
  const contents = await failures.attempt("The registry could not be read", () => registry.contents());
  if (contents === undefined) return undefined;

  const now = clock();
  const facts = { service, connections, ...contents, openQuestions, warnings, admittedPrincipals, now, warningDays };
  const asked = consumersToAskAbout(facts);
  const entitlements =
    asked.length === 0
      ? new Map()
      : await failures.attempt("The books could not be asked", () => gate.check(asked, now));
  return { ...facts, entitlements: entitlements ?? new Map() };
}
