import type {
  GetEntitlementFilterName,
  MarketplaceEntitlementServiceClient,
  Entitlement as Sold,
} from "@aws-sdk/client-marketplace-entitlement-service";
import { inBatches } from "../batches";
import type { Consumer } from "../consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../entitlement";
import { type Bought, boughtBy, keyOf, verdict } from "./marketplace-verdict";

/** Client of AWS Marketplace's entitlement service. */
export type MarketplaceClient = MarketplaceEntitlementServiceClient;

/**
 * How long an answer that a consumer has paid is good for: two periods of the schedule, so that what a run costs does
 * not grow with every notification, and a cancelled contract still ends within minutes.
 */
export const ENTITLED_MS = 10 * 60_000;

/** How long any other answer is good for: short, because somebody who has just paid waits for the connection. */
export const NOT_ENTITLED_MS = 60_000;

/** AWS documents no limit of values in a filter; with few, one that AWS refuses leaves few consumers unknown. */
const CONSUMERS_PER_CALL = 25;

export interface MarketplaceGateOptions {
  readonly client: () => Promise<MarketplaceClient>;
  /** Product of consumers whose entry names none. */
  readonly productCode: string;
}

interface Remembered {
  readonly entitlement: Entitlement;
  readonly until: number;
}

/**
 * Asks AWS Marketplace. A consumer is asked for by its licence where its entry has one, else by its account; by the
 * product of its entry, else the stack's.
 */
export class MarketplaceGate implements EntitlementGate {
  readonly #options: MarketplaceGateOptions;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: MarketplaceGateOptions) {
    this.#options = options;
  }

  async check(consumers: readonly Consumer[], now: Date): Promise<ReadonlyMap<string, Entitlement>> {
    const known = new Map<string, Entitlement>();
    const asked: Bought[] = [];
    for (const consumer of consumers) {
      const bought = boughtBy(consumer, this.#options.productCode);
      const remembered = this.#remembered.get(keyOf(bought));
      if (remembered !== undefined && now.getTime() < remembered.until) {
        known.set(consumer.account, remembered.entitlement);
      } else {
        asked.push(bought);
      }
    }
    for (const batch of batchesOf(asked)) {
      for (const [bought, entitlement] of await this.#ask(batch, now)) known.set(bought.account, entitlement);
    }
    return known;
  }

  async #ask(batch: readonly Bought[], now: Date): Promise<readonly (readonly [Bought, Entitlement])[]> {
    let sold: readonly Sold[];
    try {
      sold = await this.#sold(batch);
    } catch (error) {
      const unknown: Entitlement = { status: EntitlementStatus.Unknown, detail: failureOf(error) };
      return batch.map((bought) => [bought, unknown] as const);
    }
    return batch.map((bought) => {
      const entitlement = verdict(bought, sold, now);
      this.#remembered.set(keyOf(bought), { entitlement, until: goodUntil(entitlement, now) });
      return [bought, entitlement] as const;
    });
  }

  async #sold(batch: readonly Bought[]): Promise<readonly Sold[]> {
    const [client, { paginateGetEntitlements }] = await Promise.all([
      this.#options.client(),
      import("@aws-sdk/client-marketplace-entitlement-service"),
    ]);
    const sold: Sold[] = [];
    // A token that comes again would be a loop without end.
    const pages = paginateGetEntitlements({ client, stopOnSameToken: true }, requestFor(batch));
    for await (const { Entitlements = [] } of pages) sold.push(...Entitlements);
    return sold;
  }
}

/** Consumers that one call can ask for: of one product, all by licence or all by account. */
function batchesOf(asked: readonly Bought[]): readonly (readonly Bought[])[] {
  const groups = new Map<string, Bought[]>();
  for (const bought of asked) {
    const group = JSON.stringify([bought.productCode, bought.licenseArn === undefined]);
    groups.set(group, [...(groups.get(group) ?? []), bought]);
  }
  return [...groups.values()].flatMap((group) => inBatches(group, CONSUMERS_PER_CALL));
}

function requestFor(batch: readonly Bought[]) {
  const licences = batch.flatMap(({ licenseArn }) => (licenseArn === undefined ? [] : [licenseArn]));
  const filter: Partial<Record<GetEntitlementFilterName, string[]>> =
    licences.length > 0 ? { LICENSE_ARN: licences } : { CUSTOMER_AWS_ACCOUNT_ID: batch.map(({ account }) => account) };
  return { ProductCode: batch[0]?.productCode, Filter: filter };
}

/** An answer is not good beyond the end of what was sold: by then the contract may have been renewed. */
function goodUntil({ status, until }: Entitlement, now: Date): number {
  if (status !== EntitlementStatus.Entitled) return now.getTime() + NOT_ENTITLED_MS;
  const lifetime = now.getTime() + ENTITLED_MS;
  return until === undefined ? lifetime : Math.min(lifetime, Date.parse(until));
}

/** The same words for the same failure: a message of AWS has a request's id in it. */
function failureOf(error: unknown): string {
  return `AWS Marketplace could not be asked (${error instanceof Error ? error.name : "no error given"})`;
}
