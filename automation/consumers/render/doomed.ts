import { counted, listed } from "../../../components/lib/words";
import { isPending } from "../../../functions/lib/connection";
import { table } from "../../plan/render/table";
import type { Doomed, Failure, Sighting } from "../connections";
import type { CutReport } from "../cut";
import { dateText } from "../words";

/** `cut 2 connections and refuse 1 request`; undefined where there is nothing to cut. */
export function doomText(doomed: readonly Doomed[]): string | undefined {
  const pending = doomed.filter(({ connection }) => isPending(connection)).length;
  const established = doomed.length - pending;
  const parts = [
    ...(established === 0 ? [] : [`cut ${counted(established, "connection")}`]),
    ...(pending === 0 ? [] : [`refuse ${counted(pending, "request")}`]),
  ];
  return parts.length === 0 ? undefined : `${listed(parts)} (${places(doomed)})`;
}

/** `order-processor in us-east-1 and us-east-2`. */
function places(sightings: readonly Sighting[]): string {
  const regions = new Map<string, Set<string>>();
  for (const { service } of sightings) {
    regions.set(service.name, (regions.get(service.name) ?? new Set()).add(service.region));
  }
  return [...regions].map(([name, among]) => `${name} in ${listed([...among])}`).join("; ");
}

/** One line for each connection. */
export function sightingLines(sightings: readonly Sighting[]): string[] {
  return table(sightings.map(cells));
}

/** One line for each connection of several consumers. */
export function doomedLines(doomed: readonly Doomed[]): string[] {
  return table(doomed.map((one) => [...cells(one).slice(0, 1), one.consumer.name, ...cells(one).slice(1)]));
}

function cells({ service, connection }: Sighting): string[] {
  return [
    `  ${connection.endpointId}`,
    connection.state,
    service.name,
    connection.region === service.region ? service.region : `${service.region} (endpoint in ${connection.region})`,
    `since ${dateText(connection.createdAt)}`,
  ];
}

/** One line for each service that did not answer. */
export function failureLines(failures: readonly Failure[], what: string): string[] {
  return failures.map(({ service, text }) => `${service.name} in ${service.region}: ${what}: ${text}`);
}

/** What was cut, for people. */
export function cutLines({ rejected }: CutReport): string[] {
  if (rejected.length === 0) return [];
  return [`Rejected ${counted(rejected.length, "connection")}:`, ...sightingLines(rejected)];
}

/** What could not be cut, for people: each one a line that says why. */
export function uncutLines({ refused, postponed, failures }: CutReport): string[] {
  return [
    ...refused.map(
      ({ about, refusal }) =>
        `${refusal.endpointId} at ${about.service.name} in ${about.service.region}: AWS did not reject it: ${refusal.code}: ${refusal.message}`,
    ),
    ...postponed.map(
      ({ connection, consumer }) =>
        `${connection.endpointId}: not rejected, because the entry of ${consumer.name} was changed by another at the same time.`,
    ),
    ...failureLines(failures, "connections could not be rejected"),
  ];
}

/** What became of connections, for programs. */
export function cutDocument({ rejected, refused, postponed, failures }: CutReport): object {
  return {
    rejected: rejected.map(sightingDocument),
    notRejected: [
      ...refused.map(({ about, refusal: { code, message } }) => ({ ...sightingDocument(about), code, message })),
      ...postponed.map((one) => ({ ...sightingDocument(one), code: "EntryChanged", message: "changed meanwhile" })),
    ],
    failed: failures.map(failureDocument),
  };
}

export function sightingDocument({ service, connection }: Sighting) {
  return {
    endpointId: connection.endpointId,
    state: connection.state,
    service: service.name,
    serviceId: service.serviceId,
    serviceRegion: service.region,
    region: connection.region,
    createdAt: connection.createdAt,
  };
}

export function failureDocument({ service, text }: Failure) {
  return { service: service.name, serviceId: service.serviceId, region: service.region, message: text };
}
