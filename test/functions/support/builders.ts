import type { Connection } from "../../../functions/lib/connection";
import { type Consumer, ConsumerStatus } from "../../../functions/lib/consumer";
import { type Entitlement, EntitlementStatus } from "../../../functions/lib/entitlement";
import type { PublishedService } from "../../../functions/lib/published-service";

/** The instant at which a world begins. */
export const START = "2026-06-01T12:00:00.000Z";

export const SERVICE: PublishedService = {
  name: "order-processor",
  serviceId: "vpce-svc-0123456789abcdef0",
  serviceArn: "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/vpce-svc-0123456789abcdef0",
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  region: "us-east-1",
  accountId: "123456789012",
  stackPrincipals: [],
};

export const ENTITLED: Entitlement = { status: EntitlementStatus.Entitled, detail: "no books are asked" };

/** The account with this number, for example `100000000007`. */
export function accountId(number: number): string {
  return String(100_000_000_000 + number);
}

/** The endpoint with this number, for example `vpce-00000000000000007`. */
export function endpointId(number: number): string {
  return `vpce-${String(number).padStart(17, "0")}`;
}

export function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** An active consumer without limits; its name and account end in `number`. */
export function consumer(number: number, change: Partial<Consumer> = {}): Consumer {
  return {
    name: `consumer-${number}`,
    account: accountId(number),
    principals: [],
    status: ConsumerStatus.Active,
    revision: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    updatedBy: "arn:aws:iam::123456789012:user/operator",
    ...change,
  };
}

/** A pending connection of the account that ends in `owner`, created `number` seconds after May began. */
export function connection(number: number, owner: number, change: Partial<Connection> = {}): Connection {
  return {
    endpointId: endpointId(number),
    account: accountId(owner),
    state: "pendingAcceptance",
    region: "us-east-1",
    createdAt: new Date(Date.parse("2026-05-01T00:00:00.000Z") + number * 1000).toISOString(),
    ...change,
  };
}
