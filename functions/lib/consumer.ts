/** Where a consumer's contract stands. */
export const ConsumerStatus = {
  /** May connect, within its dates and limits. */
  Active: "active",
  /** May not connect for now; its connections are rejected. */
  Suspended: "suspended",
  /** The contract is over; its connections are rejected. */
  Ended: "ended",
} as const;
export type ConsumerStatus = (typeof ConsumerStatus)[keyof typeof ConsumerStatus];

/** What AWS Marketplace knows a consumer by. */
export interface MarketplaceSubscription {
  /** Code of the product that the consumer has bought. */
  readonly productCode: string;
  /** ARN of the licence; without it the entitlement is looked up by account. */
  readonly licenseArn?: string;
}

/** Who may connect, and to what: one AWS account of a customer. */
export interface Consumer {
  /** Name by which operators call it, unique in the registry. Lowercase letters, digits and hyphens. */
  readonly name: string;
  /** AWS account that owns its endpoints, unique in the registry. 12 digits. */
  readonly account: string;
  /** ARNs of the principals of that account that may create endpoints; empty for the whole account. */
  readonly principals: readonly string[];
  readonly status: ConsumerStatus;
  /** What it has bought, for people. */
  readonly plan?: string;
  /** Instant, ISO 8601 in UTC, from which it may connect. */
  readonly validFrom?: string;
  /** Instant, ISO 8601 in UTC, from which it may no longer connect. */
  readonly validUntil?: string;
  /** Regions in which its endpoints may be; absent for all. */
  readonly regions?: readonly string[];
  /** Names of the services that it may connect to, for example `order-processor`; absent for all. */
  readonly services?: readonly string[];
  /** Connections that it may have to one service in one Region; absent for any number. */
  readonly maxConnections?: number;
  /** The only endpoints that may connect, where they are known; absent for any of the account. */
  readonly endpointIds?: readonly string[];
  readonly marketplace?: MarketplaceSubscription;
  /** Whom to write to. */
  readonly contact?: string;
  readonly notes?: string;
  /** Counts the changes of the entry, from 1; a change is refused when another came first. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** ARN of who made the last change. */
  readonly updatedBy: string;
}
