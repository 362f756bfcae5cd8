import type { Consumer } from "./consumer";

/** What the seller's books say about a consumer. */
export const EntitlementStatus = {
  /** The consumer has paid, or no gate asks for it. */
  Entitled: "entitled",
  /** The books answered that it has not. */
  NotEntitled: "notEntitled",
  /** The books could not be asked, or the answer made no sense. Nothing is accepted or cut on it. */
  Unknown: "unknown",
} as const;
export type EntitlementStatus = (typeof EntitlementStatus)[keyof typeof EntitlementStatus];

export interface Entitlement {
  readonly status: EntitlementStatus;
  /** Where the answer comes from and what it says, as the end of a sentence. */
  readonly detail: string;
  /** Instant, ISO 8601 in UTC, at which the entitlement ends, where the books say it. */
  readonly until?: string;
}

/** Asks whether consumers have paid. */
export interface EntitlementGate {
  /**
   * One entitlement for each consumer, by account. Never throws because books cannot be reached: those consumers'
   * entitlements are `unknown`.
   */
  check(consumers: readonly Consumer[], now: Date): Promise<ReadonlyMap<string, Entitlement>>;
}
