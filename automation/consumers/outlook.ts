import { counted } from "../../components/lib/words";
import { type Consumer, ConsumerStatus } from "../../functions/lib/consumer";
import { standingProblem } from "../../functions/lib/validity";
import { dateText, distanceText } from "./words";

/** How soon the automation does what the registry says. */
export const SOON = "within one schedule period (5 minutes unless the stack says otherwise)";
export const AT_ONCE = "or at once by privatelink connections reconcile";

/** `acme (111122223333)`. */
export function called({ name, account }: Pick<Consumer, "name" | "account">): string {
  return `${name} (${account})`;
}

/** Where a consumer stands now, in a few words. */
export function standing(consumer: Consumer, now: Date): string {
  const { status, validFrom, validUntil } = consumer;
  if (status !== ConsumerStatus.Active) return status;
  if (validFrom !== undefined && Date.parse(validFrom) > now.getTime()) return `active from ${dateText(validFrom)}`;
  if (validUntil === undefined) return "active";
  const end = dateText(validUntil);
  if (Date.parse(validUntil) > now.getTime()) return `active until ${end}, ${distanceText(validUntil, now)}`;
  return `active, but its time is over since ${end}`;
}

/** What happens after an entry was added or changed, without anybody doing more. */
export function outlook(consumer: Consumer, now: Date): string {
  const { account, validFrom, validUntil, maxConnections, status, marketplace } = consumer;
  if (status !== ConsumerStatus.Active) {
    return `Connections of account ${account} are rejected ${SOON}, ${AT_ONCE}.`;
  }
  const problem = standingProblem(consumer, now);
  if (problem !== undefined && validUntil !== undefined && Date.parse(validUntil) <= now.getTime()) {
    return `Its time is over, so connections of account ${account} are rejected ${SOON}, ${AT_ONCE}.`;
  }
  if (problem !== undefined && validFrom !== undefined) {
    return `Until ${dateText(validFrom)} its connections are rejected; those that it creates from then on are accepted by themselves.`;
  }
  const which = `${covers(consumer)}${marketplace === undefined ? "" : ", as long as it is entitled,"}`;
  const limit = maxConnections === undefined ? "" : `, up to ${counted(maxConnections, "connection")} to a service`;
  return `Account ${account} is admitted, and its requests${which} are accepted, ${SOON}, ${AT_ONCE}${limit}.`;
}

function covers({ services, regions, endpointIds }: Consumer): string {
  const parts = [
    services === undefined ? "" : ` to ${services.join(", ")}`,
    regions === undefined ? "" : ` from ${regions.join(", ")}`,
    endpointIds === undefined ? "" : ` with ${counted(endpointIds.length, "listed endpoint")}`,
  ];
  return parts.join("");
}
