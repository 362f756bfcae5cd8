import type { Consumer } from "../consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../entitlement";

const UNANSWERED: Entitlement = {
  status: EntitlementStatus.Unknown,
  detail: "it is a customer by AWS Marketplace, which the service does not ask",
};

/**
 * Keeps customers by AWS Marketplace from a gate that cannot say whether they have paid: nobody else's word stands for
 * what AWS Marketplace sold.
 */
export class NoMarketplace implements EntitlementGate {
  readonly #others: EntitlementGate;

  constructor(others: EntitlementGate) {
    this.#others = others;
  }

  async check(consumers: readonly Consumer[], now: Date): Promise<ReadonlyMap<string, Entitlement>> {
    const others = consumers.filter(({ marketplace }) => marketplace === undefined);
    const answers = others.length === 0 ? new Map<string, Entitlement>() : await this.#others.check(others, now);
    return new Map(consumers.map(({ account }) => [account, answers.get(account) ?? UNANSWERED]));
  }
}
