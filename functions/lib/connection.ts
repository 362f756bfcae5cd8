/** State of a connection as rules see it: AWS writes some states in more than one way, in capitals and without. */
export const ConnectionState = {
  PendingAcceptance: "pendingacceptance",
  Pending: "pending",
  Available: "available",
  Deleting: "deleting",
  Deleted: "deleted",
  Rejected: "rejected",
  Failed: "failed",
  Expired: "expired",
  Partial: "partial",
} as const;
export type ConnectionState = (typeof ConnectionState)[keyof typeof ConnectionState];

/** An endpoint that is connected to a service, or asks to be. */
export interface Connection {
  readonly endpointId: string;
  /** Account that owns the endpoint. */
  readonly account: string;
  /** State as AWS wrote it. */
  readonly state: string;
  /** Region of the endpoint, where AWS says it; otherwise the service's. */
  readonly region: string;
  /** Instant, ISO 8601 in UTC, at which the endpoint was created. */
  readonly createdAt: string;
}

/** The state without regard to capitals. */
export function stateOf({ state }: Pick<Connection, "state">): string {
  return state.toLowerCase();
}

/** Whether the connection waits for a decision. */
export function isPending(connection: Pick<Connection, "state">): boolean {
  return stateOf(connection) === ConnectionState.PendingAcceptance;
}

/** Whether the connection was accepted and carries traffic, or is about to. */
export function isEstablished(connection: Pick<Connection, "state">): boolean {
  const state = stateOf(connection);
  return state === ConnectionState.Available || state === ConnectionState.Pending || state === ConnectionState.Partial;
}
