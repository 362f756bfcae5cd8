import { AcceptedBy, type HandoffCost } from "../../components/lib/handoff-terms";
import { counted, listed } from "../../components/lib/words";
import type { CompleteHandoff } from "./document";
import type { Facts } from "./facts";
import { instant } from "./text";

/** How a connection gets accepted, as sentences. */
export function acceptanceText({ terms: { acceptance, validFrom, validUntil } }: CompleteHandoff): string {
  return [decisionText(acceptance), ...acceptance.conditions, ...validity(validFrom, validUntil)].join(" ");
}

function decisionText({ by, withinMinutes }: CompleteHandoff["terms"]["acceptance"]): string {
  if (by === AcceptedBy.Nobody) return "The connection needs no acceptance.";
  if (by === AcceptedBy.Person) return "A person of the provider accepts the connection: tell them the endpoint's id.";
  const within = withinMinutes === undefined ? "" : `, within ${counted(withinMinutes, "minute")}`;
  return `The provider's registry accepts the connection by itself${within}.`;
}

function validity(validFrom: string | undefined, validUntil: string | undefined): string[] {
  return [
    ...(validFrom === undefined
      ? []
      : [`Do not connect before ${instant(validFrom)}: until then the connection would be rejected.`]),
    ...(validUntil === undefined
      ? []
      : [`The contract is valid until ${instant(validUntil)}; then the connection is cut.`]),
  ];
}

/** Who has to create the endpoint for the provider to admit it, as a sentence. */
export function principalText({ terms: { consumer } }: CompleteHandoff): string {
  if (consumer === undefined) return "The provider admits accounts one by one: tell it the id of yours first.";
  const [first = "", ...more] = consumer.principals;
  if (more.length === 0 && first.endsWith(":root")) {
    return `The provider admits account ${consumer.account}; any role or user of it may create the endpoint.`;
  }
  return `The provider admits account ${consumer.account}; only ${listed(consumer.principals)} may create the endpoint.`;
}

/** What an endpoint costs, as a sentence; for a Region other than the service's what each of its zones does. */
export function costText(
  { region, zones, endpointHours, price, source }: HandoffCost,
  serviceRegion: string = region,
): string {
  const where = region === serviceRegion ? `in ${counted(zones, "Availability Zone")}` : "for each Availability Zone";
  const hours = `${where}, ${endpointHours} endpoint-hours a month`;
  if (price === undefined) return `${region}: ${hours}; the prices of this Region are not known here, see ${source}`;
  const { currency, perMonth, perEndpointHour, perGigabyte, asOf } = price;
  return (
    `${region}: ${hours}, ${currency} ${perMonth.toFixed(2)} (${perEndpointHour} an hour), and ${perGigabyte} for each GB ` +
    `in either direction (prices of ${asOf}; today's: ${source})`
  );
}

/** What to know before connecting, line by line: who may, how the connection gets accepted, and what it costs. */
export function termsLines(document: CompleteHandoff, { endpointRegions }: Facts): string[] {
  return [
    principalText(document),
    acceptanceText(document),
    "",
    "Cost of the endpoint in a month:",
    ...document.terms.costs.map((cost) => `  ${costText(cost, document.region)}`),
    ...(endpointRegions.length > 1 ? [CROSS_REGION_COST] : []),
  ];
}

/** What is charged besides, where the endpoint is in another Region than the service. */
export const CROSS_REGION_COST =
  "From another Region than the service's, data transfer between the Regions is charged besides.";
