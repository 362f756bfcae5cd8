/** What is to be done about a connection. */
export const Action = {
  Accept: "accept",
  /** Refuse a pending connection, or cut an established one. */
  Reject: "reject",
  /** Do nothing. */
  Leave: "leave",
  /** Cut a connection because its time ran out; AWS knows only rejection. */
  Expire: "expire",
} as const;
export type Action = (typeof Action)[keyof typeof Action];

/** The rule that decided. */
export const Reason = {
  /** Active, entitled, within dates and limits. */
  Entitled: "entitled",
  /** Nobody in the registry has this account. A person decides. */
  UnknownAccount: "unknownAccount",
  Suspended: "suspended",
  Ended: "ended",
  /** Before `validFrom`. */
  NotYetValid: "notYetValid",
  /** At or after `validUntil`, or the end of the entitlement. */
  Expired: "expired",
  /** The books say that the consumer has not paid. */
  NotEntitled: "notEntitled",
  /** The books could not be asked. */
  EntitlementUnknown: "entitlementUnknown",
  /** The consumer has as many connections as it may. */
  OverLimit: "overLimit",
  ServiceNotCovered: "serviceNotCovered",
  RegionNotCovered: "regionNotCovered",
  /** The consumer's endpoints are listed, and this is none of them. */
  EndpointNotListed: "endpointNotListed",
  /** Rejected, deleted, failed, expired: nothing is left to decide. */
  Settled: "settled",
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

export interface Decision {
  readonly action: Action;
  readonly reason: Reason;
  /** The reason for people, in one sentence that names the consumer, the value and the rule. */
  readonly explanation: string;
}

/** What a decision depends on besides the connection and its consumer. */
export interface Limits {
  /** Name of the service, for example `order-processor`. */
  readonly service: string;
  /** Connections of the same consumer to the service that take a place before this one. */
  readonly connectionsAhead: number;
}
