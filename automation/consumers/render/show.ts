import type { AuditEntry } from "../../../functions/lib/audit";
import type { Consumer } from "../../../functions/lib/consumer";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import type { Sighting } from "../connections";
import { standing } from "../outlook";
import { dateText, distanceText, inLine } from "../words";
import { sightingLines } from "./doomed";

/** What is known of a consumer. */
export interface Known {
  /** Absent for an account whose entry was removed. */
  readonly consumer?: Consumer;
  readonly account: string;
  readonly sightings: readonly Sighting[];
  readonly audit: readonly AuditEntry[];
}

/** A consumer for people: its entry, its connections, and its history. */
export function renderShow({ consumer, account, sightings, audit }: Known, now: Date, paint: Paint): string {
  const title = consumer === undefined ? `${account} is not in the registry any more` : consumer.name;
  const sections = [
    [paint.bold(title), ...(consumer === undefined ? [] : entryLines(consumer, now))],
    [paint.bold("Connections"), ...(sightings.length > 0 ? sightingLines(sightings) : ["  none"])],
    [paint.bold("History"), ...(audit.length > 0 ? auditLines(audit) : ["  none is kept"])],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function entryLines(consumer: Consumer, now: Date): string[] {
  const { account, principals, plan, validFrom, validUntil, regions, services } = consumer;
  const { maxConnections, endpointIds, marketplace, contact, notes, revision, createdAt, updatedAt, updatedBy } =
    consumer;
  const rows: [string, string | undefined][] = [
    ["account", account],
    ["status", standing(consumer, now)],
    ["plan", plan],
    ["valid from", validFrom === undefined ? undefined : dateText(validFrom)],
    [
      "valid until",
      validUntil === undefined ? undefined : `${dateText(validUntil)} (${distanceText(validUntil, now)})`,
    ],
    ["services", services?.join(", ") ?? "all"],
    ["Regions", regions?.join(", ") ?? "all"],
    ["connections", maxConnections === undefined ? "any number" : `${maxConnections} to a service in a Region`],
    ["endpoints", endpointIds?.join(", ") ?? "any of the account"],
    ["principals", principals.length === 0 ? "the whole account" : principals.join(", ")],
    [
      "marketplace",
      marketplace === undefined ? undefined : [marketplace.productCode, marketplace.licenseArn].join(" ").trim(),
    ],
    ["contact", contact],
    ["notes", notes],
    ["added", dateText(createdAt)],
    ["changed", `${dateText(updatedAt)} by ${updatedBy}, revision ${revision}`],
  ];
  return table(rows.flatMap(([label, value]) => (value === undefined ? [] : [[`  ${label}`, inLine(value)]])));
}

/** One line for each entry, the oldest first. */
function auditLines(audit: readonly AuditEntry[]): string[] {
  return table(
    audit.map(({ at, action, before, after, actor, reason, explanation }) => [
      `  ${dateText(at)}`,
      action,
      [before, after].filter((state) => state !== undefined).join(" -> "),
      `by ${actor}`,
      inLine(reason === action ? explanation : `${reason}: ${explanation}`),
    ]),
  );
}
