import { counted } from "../../../components/lib/words";
import { isEstablished, isPending } from "../../../functions/lib/connection";
import { type Consumer, ConsumerStatus } from "../../../functions/lib/consumer";
import type { UnreadableItem } from "../../../functions/lib/ports";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import type { Sighting } from "../connections";
import { MEND } from "../find";
import { dateText, distanceText, inLine } from "../words";

/** What a list of consumers shows. */
export interface Listing {
  readonly consumers: readonly Consumer[];
  readonly unreadable: readonly UnreadableItem[];
  /** Absent where connections were not asked for. */
  readonly sightings?: readonly Sighting[];
}

const NONE = "-";

/** The consumers as a table, and below it the entries that cannot be read. */
export function renderList({ consumers, unreadable, sightings }: Listing, now: Date, paint: Paint): string {
  const sections = [...(consumers.length > 0 ? [consumerTable(consumers, sightings, now, paint)] : [])];
  sections.push(counts(consumers));
  if (unreadable.length > 0) sections.push(unreadableLines(unreadable, paint));
  return `${sections.join("\n\n")}\n`;
}

function consumerTable(
  consumers: readonly Consumer[],
  sightings: readonly Sighting[] | undefined,
  now: Date,
  paint: Paint,
): string {
  const headings = ["NAME", "ACCOUNT", "STATUS", "PLAN", "VALID UNTIL"];
  const rows = consumers.map((consumer) => [
    consumer.name,
    consumer.account,
    statusText(consumer, now),
    consumer.plan === undefined ? NONE : inLine(consumer.plan),
    consumer.validUntil === undefined
      ? NONE
      : `${dateText(consumer.validUntil)} (${distanceText(consumer.validUntil, now)})`,
    ...(sightings === undefined ? [] : [connectionsText(consumer, sightings)]),
    consumer.contact === undefined ? NONE : inLine(consumer.contact),
  ]);
  const all = [[...headings, ...(sightings === undefined ? [] : ["CONNECTIONS"]), "CONTACT"], ...rows];
  const [heading = "", ...lines] = table(all);
  return [paint.bold(heading), ...lines.map((line, index) => painted(line, consumers[index], now, paint))].join("\n");
}

function statusText({ status, validFrom }: Consumer, now: Date): string {
  const waits = status === ConsumerStatus.Active && validFrom !== undefined && Date.parse(validFrom) > now.getTime();
  return waits ? `active from ${dateText(validFrom)}` : status;
}

function connectionsText({ account }: Consumer, sightings: readonly Sighting[]): string {
  const own = sightings.filter(({ connection }) => connection.account === account);
  const established = own.filter(({ connection }) => isEstablished(connection)).length;
  const pending = own.filter(({ connection }) => isPending(connection)).length;
  return pending === 0 ? String(established) : `${established} (${pending} pending)`;
}

function painted(line: string, consumer: Consumer | undefined, now: Date, paint: Paint): string {
  if (consumer === undefined || consumer.status === ConsumerStatus.Ended) return paint.dim(line);
  const over = consumer.validUntil !== undefined && Date.parse(consumer.validUntil) <= now.getTime();
  return over || consumer.status === ConsumerStatus.Suspended ? paint.yellow(line) : line;
}

function counts(consumers: readonly Consumer[]): string {
  if (consumers.length === 0) return "No consumers.";
  const parts = Object.values(ConsumerStatus)
    .map((status) => [status, consumers.filter((consumer) => consumer.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  return `${counted(consumers.length, "consumer")}: ${parts.join(", ")}.`;
}

function unreadableLines(unreadable: readonly UnreadableItem[], paint: Paint): string {
  const title = `${counted(unreadable.length, "entry", "entries")} cannot be read. The automation takes the accounts for unknown ones. ${MEND}`;
  return [paint.red(title), ...unreadable.map(({ key, problem }) => `  ${key}: ${inLine(problem)}`)].join("\n");
}
