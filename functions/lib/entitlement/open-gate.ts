import type { Consumer } from "../consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../entitlement";

const BY_REGISTRY: Entitlement = {
  status: EntitlementStatus.Entitled,
  detail: "the registry alone decides, since the service asks no books",
};

/** For a service that asks no books: who is in the registry is entitled. */
export class OpenGate implements EntitlementGate {
  async check(consumers: readonly Consumer[]): Promise<ReadonlyMap<string, Entitlement>> {
    return new Map(consumers.map(({ account }) => [account, BY_REGISTRY]));
  }
}
