import { Reason } from "./decision";
import { type Entitlement, EntitlementStatus } from "./entitlement";

/**
 * Why the seller's books do not let a consumer connect at `now`; `undefined` when they do. An end that is no instant
 * makes the answer worth nothing, in either direction.
 */
export function entitlementProblem(entitlement: Entitlement, now: Date): Reason | undefined {
  if (entitlement.status === EntitlementStatus.NotEntitled) return Reason.NotEntitled;
  if (entitlement.status !== EntitlementStatus.Entitled) return Reason.EntitlementUnknown;
  if (entitlement.until === undefined) return undefined;
  const until = Date.parse(entitlement.until);
  if (Number.isNaN(until)) return Reason.EntitlementUnknown;
  return now.getTime() < until ? undefined : Reason.Expired;
}
