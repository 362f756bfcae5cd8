import type { Reason } from "./decision";

/** A connection that was left pending, for a person to look at or for its consumer's entry to change. */
export interface OpenQuestion {
  readonly serviceId: string;
  readonly endpointId: string;
  readonly account: string;
  readonly reason: Reason;
  /** State of the connection as AWS wrote it. */
  readonly state: string;
  /** Instant at which it was first left for this reason. */
  readonly since: string;
  /** What AWS last answered when it refused to accept or reject the connection. */
  readonly refusal?: string;
}

/** That a consumer was told that its time runs out. */
export interface ExpiryWarning {
  readonly account: string;
  /** The `validUntil` that it was warned of; another one is warned of again. */
  readonly validUntil: string;
  readonly warnedAt: string;
}
