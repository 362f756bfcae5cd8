import { accountOf } from "../../functions/lib/desired-principals";
import type { PublishedService } from "../../functions/lib/published-service";
import { errorText } from "../aws/error-text";
import type { RegistryContext } from "../registry/context";
import type { Failure } from "./connections";

/** What became of an account's principals at a service. */
export interface Withdrawn {
  readonly service: PublishedService;
  readonly removed: readonly string[];
  /** Those that the stack itself admits, which only its configuration takes away. */
  readonly kept: readonly string[];
}

/** Takes the principals of an account away at every service, except those that a stack admits by itself. */
export async function withdrawPrincipals(
  context: RegistryContext,
  account: string,
): Promise<{ readonly withdrawn: readonly Withdrawn[]; readonly failures: readonly Failure[] }> {
  const services = await context.registry.services();
  const outcomes = await Promise.all(
    services.map(async (service) => {
      try {
        return await withdrawAt(context, service, account);
      } catch (error) {
        return { service, text: errorText(error) };
      }
    }),
  );
  return {
    withdrawn: outcomes.flatMap((outcome) => ("removed" in outcome ? [outcome] : [])),
    failures: outcomes.flatMap((outcome) => ("text" in outcome ? [outcome] : [])),
  };
}

async function withdrawAt(context: RegistryContext, service: PublishedService, account: string): Promise<Withdrawn> {
  const api = context.serviceApi(service);
  const own = (await api.principals()).filter((principal) => accountOf(principal) === account);
  const kept = own.filter((principal) => service.stackPrincipals.includes(principal));
  const removed = own.filter((principal) => !kept.includes(principal));
  if (removed.length > 0) await api.changePrincipals({ add: [], remove: removed });
  return { service, removed, kept };
}
