import type { Consumer } from "../../functions/lib/consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../../functions/lib/entitlement";
import { type GateMeans, gateOf } from "../../functions/lib/entitlement/gate-of";
import type { PublishedService } from "../../functions/lib/published-service";

/**
 * The gate of a service, as its stack has published it. The command must not guess: where the stack has not published
 * one that this version knows, nobody's entitlement is known, and nothing is accepted.
 */
export function publishedGateOf({ name, region, gate }: PublishedService, means: GateMeans): EntitlementGate {
  if (gate === undefined) {
    const update = "pulumi up of the stack, by the version of the command, does it";
    return new UnknownGate(`${name} in ${region} has not published which gate it has; ${update}`);
  }
  return gateOf(gate.kind === "none" ? undefined : gate, means);
}

class UnknownGate implements EntitlementGate {
  readonly #entitlement: Entitlement;

  constructor(detail: string) {
    this.#entitlement = { status: EntitlementStatus.Unknown, detail };
  }

  async check(consumers: readonly Consumer[]): Promise<ReadonlyMap<string, Entitlement>> {
    return new Map(consumers.map(({ account }) => [account, this.#entitlement]));
  }
}
