import { STANDARD_VCPUS, type Vcpus } from "./vcpus";

/** An answer of AWS, or why there is none, a sentence. */
export type Answer<T> = { readonly value: T } | { readonly reason: string };

/** A quota of the account in a Region. */
export interface Quota {
  readonly name: string;
  readonly value: number;
}

/** What AWS says of a Region, as far as it says it. */
export interface RegionFacts {
  /** Ids of the Availability Zones, without those that take no part, such as Local Zones. */
  readonly zoneIds: Answer<readonly string[]>;
  /** AZ ids in which each instance type is offered. */
  readonly offered: Answer<Readonly<Record<string, readonly string[]>>>;
  readonly vpcs: Answer<number>;
  /** Network Load Balancers. */
  readonly loadBalancers: Answer<number>;
  readonly endpointServices: Answer<number>;
  readonly vcpus: Answer<Vcpus>;
  /** Quotas by their code. */
  readonly quotas: Readonly<Record<QuotaCode, Answer<Quota>>>;
  /** The quota of endpoint services, which has no published code; undefined where the account's list has none. */
  readonly endpointServiceQuota: Answer<Quota | undefined>;
}

/** Codes of the quotas that a stack may meet, with the service that they are of. */
export const QUOTAS = {
  "L-F678F1CE": "vpc",
  "L-69A177A2": "elasticloadbalancing",
  "L-B211E961": "elasticloadbalancing",
  "L-EEF1AD04": "elasticloadbalancing",
  "L-B99A9384": "lambda",
  [STANDARD_VCPUS]: "ec2",
} as const;
export type QuotaCode = keyof typeof QUOTAS;
