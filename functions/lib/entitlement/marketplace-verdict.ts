import type { Entitlement as Sold } from "@aws-sdk/client-marketplace-entitlement-service";
import type { Consumer } from "../consumer";
import { type Entitlement, EntitlementStatus } from "../entitlement";

/** What a consumer says that it has bought. */
export interface Bought {
  readonly account: string;
  readonly productCode: string;
  /** ARN of its licence; absent where the account is all that is known. */
  readonly licenseArn?: string;
}

/** What a consumer says that it has bought; `productCode` where its entry does not say. */
export function boughtBy({ account, marketplace }: Consumer, productCode: string): Bought {
  return { account, ...(marketplace ?? { productCode }) };
}

/** Tells what consumers have bought apart. */
export function keyOf({ account, productCode, licenseArn }: Bought): string {
  return JSON.stringify([account, productCode, licenseArn]);
}

/** What AWS Marketplace's answer says about one consumer. What is of another account, product or licence says nothing. */
export function verdict(bought: Bought, sold: readonly Sold[], now: Date): Entitlement {
  const { productCode } = bought;
  const its = sold.filter((one) => isOf(one, bought) && isWorth(one));
  const valid = its.filter(({ ExpirationDate }) => ExpirationDate === undefined || ExpirationDate > now);
  if (valid.length > 0) {
    const until = latest(valid);
    return {
      status: EntitlementStatus.Entitled,
      detail: `AWS Marketplace sold it ${productCode}${until === undefined ? "" : ` until ${until}`}`,
      ...(until !== undefined && { until }),
    };
  }
  const ended = latest(its);
  const detail =
    ended === undefined
      ? `AWS Marketplace knows no entitlement of it to ${productCode}`
      : `its entitlement to ${productCode} in AWS Marketplace ended at ${ended}`;
  return { status: EntitlementStatus.NotEntitled, detail };
}

function isOf(one: Sold, { account, productCode, licenseArn }: Bought): boolean {
  if (one.ProductCode !== productCode) return false;
  if (licenseArn === undefined) return one.CustomerAWSAccountId === account;
  // An answer to a question by licence need not say whose it is; where it does, it must be this consumer's.
  return one.LicenseArn === licenseArn && (one.CustomerAWSAccountId ?? account) === account;
}

/** Whether it is of any amount: none of something is no entitlement. */
function isWorth({ Value: value = {} }: Sold): boolean {
  return value.BooleanValue !== false && value.IntegerValue !== 0 && value.DoubleValue !== 0;
}

/** The last instant at which one of them ends; `undefined` where one has no end, or there is none. */
function latest(sold: readonly Sold[]): string | undefined {
  const ends = sold.map(({ ExpirationDate }) => ExpirationDate?.getTime() ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? new Date(last).toISOString() : undefined;
}
