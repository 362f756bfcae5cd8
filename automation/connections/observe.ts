import type { Connection } from "../../functions/lib/connection";
import type { Entitlement } from "../../functions/lib/entitlement";
import { consumersToAskAbout, planRun } from "../../functions/lib/plan-run";
import type { RegistryContents } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";
import type { DecidedConnection } from "../../functions/lib/run-report";
import { errorText } from "../aws/error-text";
import type { RegistryContext } from "../registry/context";

/** The connections of a service with what the rules say about each now, in the order of their age. */
export interface Observation {
  readonly service: PublishedService;
  readonly decisions: readonly DecidedConnection[];
  /** What the books say, by account, of the consumers whose connections depend on it. */
  readonly entitlements: ReadonlyMap<string, Entitlement>;
  readonly now: Date;
}

/** A service that could not be asked, and why, as a sentence. */
export interface Unobserved {
  readonly service: PublishedService;
  readonly error: string;
}

export interface Observations {
  readonly observed: readonly Observation[];
  readonly failed: readonly Unobserved[];
}

/** Asks all of the services at the same time. One that fails keeps none of the others from being shown. */
export async function observeAll(
  context: RegistryContext,
  services: readonly PublishedService[],
  contents: RegistryContents,
): Promise<Observations> {
  const answers = await Promise.all(
    services.map(async (service) => {
      try {
        return await decideAbout(context, service, await context.serviceApi(service).connections(), contents);
      } catch (error) {
        return { service, error: errorText(error) };
      }
    }),
  );
  return {
    observed: answers.filter((answer) => "decisions" in answer),
    failed: answers.filter((answer) => "error" in answer),
  };
}

/**
 * What the rules say about connections of a service.
 * @param connections All of the service; or all of some accounts, because places are counted by account.
 * @param contents Entries that the rules go by; those of the registry, or one that is about to be added.
 */
export async function decideAbout(
  context: Pick<RegistryContext, "gate" | "clock">,
  service: PublishedService,
  connections: readonly Connection[],
  { consumers, unreadable }: RegistryContents,
): Promise<Observation> {
  const now = context.clock();
  const asked = consumersToAskAbout({ service, connections, consumers, now });
  const entitlements = await context.gate(service).check(asked, now);
  const { decisions } = planRun({
    service,
    connections,
    consumers,
    unreadable,
    entitlements,
    now,
    openQuestions: undefined,
    warnings: undefined,
    admittedPrincipals: undefined,
    warningDays: 0,
  });
  return { service, decisions, entitlements, now };
}
