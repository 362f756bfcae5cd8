import type { AuditEntry } from "../../functions/lib/audit";
import type { Consumer } from "../../functions/lib/consumer";
import { type Entitlement, EntitlementStatus } from "../../functions/lib/entitlement";
import { inLine } from "../consumers/words";
import type { Paint } from "../plan/render/paint";
import { table } from "../plan/render/table";
import { ageText, secondsSince } from "../terminal/durations";
import { remedyOf } from "./advice";
import type { Decided, Place } from "./find";
import { connectionJson, failureJson, ownerOf, regionOf } from "./render-list";
import { titleOf } from "./services";
import type { Why } from "./why";

/** What is known of an endpoint, for people. */
export function whyText({ endpointId, now, audit, search }: Why, paint: Paint): string {
  const heading =
    now !== undefined
      ? `${endpointId}: ${now.decided.one.decision.action}, ${now.decided.one.decision.reason}`
      : search.failed.length > 0
        ? `${endpointId}: at none of the services that could be asked`
        : `${endpointId}: gone; no service of the registry has a connection of it any more`;
  const sections = [
    paint.bold(heading),
    ...(now === undefined ? [] : [present(now.place, now.decided)]),
    [paint.bold("Audit, oldest first"), ...trail(audit)].join("\n"),
  ];
  return sections.join("\n\n");
}

/** The documented JSON of an endpoint. */
export function whyJson({ endpointId, now, audit, search }: Why): string {
  const connection =
    now === undefined
      ? null
      : connectionJson(
          now.place.service,
          now.decided.one,
          secondsSince(now.place.connection.createdAt, now.decided.now),
        );
  const document = {
    endpointId,
    connection,
    entitlement: now?.decided.entitlement ?? null,
    remedy: (now && remedyOf(now.decided.one, now.place.service)) ?? null,
    audit,
    failed: now === undefined ? search.failed.map(failureJson) : [],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function present({ service, connection }: Place, { one, entitlement, now }: Decided): string {
  const { consumer, decision } = one;
  const age = ageText(secondsSince(connection.createdAt, now));
  const remedy = remedyOf(one, service);
  const rows = [
    ["Service", `${titleOf(service)} (${service.serviceId})`],
    ["Region", regionOf(service, one)],
    ["Account", connection.account],
    ["Consumer", consumer === undefined ? ownerOf(one) : consumerText(consumer)],
    ["State", `${connection.state}, created ${connection.createdAt}, ${age} ago`],
    ...(entitlement === undefined ? [] : [["Entitled", entitlementText(entitlement)]]),
    ["Rule", decision.explanation],
    ...(remedy === undefined ? [] : [["Change", remedy]]),
  ];
  return table(rows.map(([name = "", text = ""]) => [`  ${name}`, inLine(text)])).join("\n");
}

function consumerText({ name, status, revision, validFrom, validUntil }: Consumer): string {
  const dates = [
    ...(validFrom === undefined ? [] : [`from ${validFrom}`]),
    ...(validUntil === undefined ? [] : [`until ${validUntil}`]),
  ];
  return [`${name} (${status}, revision ${revision})`, ...dates].join(" ");
}

const ENTITLED: Readonly<Record<EntitlementStatus, string>> = {
  [EntitlementStatus.Entitled]: "yes",
  [EntitlementStatus.NotEntitled]: "no",
  [EntitlementStatus.Unknown]: "not known",
};

function entitlementText({ status, detail, until }: Entitlement): string {
  return `${ENTITLED[status]}: ${detail}${until === undefined ? "" : `, until ${until}`}`;
}

/** Two lines for each entry: what was done by whom, and why. */
function trail(audit: readonly AuditEntry[]): string[] {
  if (audit.length === 0) return ["  Nothing was decided about it yet."];
  const heads = table(
    audit.map(({ at, action, before, after, reason, actor }) =>
      [`  ${at}`, action, [before, after].filter(Boolean).join(" -> "), inLine(reason), actor].map(String),
    ),
  );
  return audit.flatMap((entry, i) => [heads[i] ?? "", `    ${inLine(entry.explanation)}${byMessage(entry)}`]);
}

function byMessage({ messageId }: AuditEntry): string {
  return messageId === undefined ? "" : ` Notification ${messageId}.`;
}
