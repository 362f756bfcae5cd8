import type { HandoffCost } from "../../components/lib/handoff-terms";

/** What AWS charges the owner of an interface endpoint. */
interface EndpointPrice {
  /** US dollars for each hour that the endpoint is there, in each Availability Zone; a part of an hour counts in full. */
  readonly perEndpointHour: number;
  /** US dollars for each gigabyte, in both directions: the first petabyte of a month in a Region. */
  readonly perGigabyte: number;
}

/** Page with the prices of today, of all Regions. */
export const PRICE_PAGE = "https://aws.amazon.com/privatelink/pricing/";

/** Month in which the table below was looked up. */
export const PRICES_AS_OF = "2026-05";

/**
 * Prices by Region: data processing from {@link PRICE_PAGE}, hours from awsnegotiations.com/privatelink-cost-analysis.html.
 * A Region is here only when its prices were looked up; for the others a package names the page.
 */
const PRICES: Readonly<Record<string, EndpointPrice>> = {
  "us-east-1": { perEndpointHour: 0.01, perGigabyte: 0.01 },
};

/** Hours of an average month, as AWS's own calculators have it. */
export const HOURS_PER_MONTH = 730;

/** What an endpoint in this many Availability Zones of a Region costs in a month. */
export function endpointCost(region: string, zones: number): HandoffCost {
  const endpointHours = zones * HOURS_PER_MONTH;
  const price = Object.hasOwn(PRICES, region) ? PRICES[region] : undefined;
  return {
    region,
    zones,
    endpointHours,
    ...(price && {
      price: {
        currency: "USD",
        ...price,
        perMonth: Math.round(endpointHours * price.perEndpointHour * 100) / 100,
        asOf: PRICES_AS_OF,
      },
    }),
    source: PRICE_PAGE,
  };
}
