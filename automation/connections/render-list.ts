import { counted } from "../../components/lib/words";
import { isEstablished, isPending } from "../../functions/lib/connection";
import { Action } from "../../functions/lib/decision";
import type { UnreadableItem } from "../../functions/lib/ports";
import type { PublishedService } from "../../functions/lib/published-service";
import type { DecidedConnection } from "../../functions/lib/run-report";
import type { Paint } from "../plan/render/paint";
import { table } from "../plan/render/table";
import { ageText, secondsSince } from "../terminal/durations";
import type { Observations, Unobserved } from "./observe";
import { titleOf } from "./services";

const HEADING = ["Endpoint", "Consumer", "Service", "Region", "State", "Age", "Decision", "Reason"];

interface Row {
  readonly service: PublishedService;
  readonly one: DecidedConnection;
  readonly ageSeconds: number;
}

/** All connections as a table, and how many there are. */
export function connectionsTable({ observed, failed }: Observations, paint: Paint): string {
  const rows = rowsOf(observed);
  if (rows.length === 0) return failed.length > 0 ? "No connections in what could be read." : "No connections.";
  const [heading = "", ...lines] = table([HEADING, ...rows.map(cells)]);
  const painted = lines.map((line, i) => paintedBy(rows[i]?.one, paint)(line));
  return [paint.bold(heading), ...painted, "", counts(rows)].join("\n");
}

/** The documented JSON of connections. */
export function connectionsJson({ observed, failed }: Observations): string {
  const connections = rowsOf(observed).map(({ service, one, ageSeconds }) => connectionJson(service, one, ageSeconds));
  return `${JSON.stringify({ connections, failed: failed.map(failureJson) }, undefined, 2)}\n`;
}

export function connectionJson(
  service: PublishedService,
  { connection, consumer, decision }: DecidedConnection,
  ageSeconds: number,
) {
  return {
    endpointId: connection.endpointId,
    account: connection.account,
    consumer: consumer?.name ?? null,
    service: service.name,
    serviceId: service.serviceId,
    serviceRegion: service.region,
    region: connection.region,
    state: connection.state,
    createdAt: connection.createdAt,
    ageSeconds,
    decision,
  };
}

export function failureJson({ service, error }: Unobserved) {
  return { service: service.name, serviceId: service.serviceId, region: service.region, message: error };
}

export function failureLines(failed: readonly Unobserved[]): string[] {
  return failed.map(({ service, error }) => `${titleOf(service)} could not be read: ${error}`);
}

export function unreadableLines(unreadable: readonly UnreadableItem[]): string[] {
  return unreadable.map(
    ({ key, account, problem }) =>
      `The entry ${key} of the registry cannot be read, so account ${account} is treated as unknown: ${problem}`,
  );
}

/** Whose connection it is: the consumer's name, or the account that nobody has. */
export function ownerOf({ connection, consumer }: Pick<DecidedConnection, "connection" | "consumer">): string {
  return consumer?.name ?? `unknown ${connection.account}`;
}

/** Whether a connection is of an account that nobody has; those that are over ask nobody any more. */
export function isStranger({
  connection,
  consumer,
}: Partial<DecidedConnection> & Pick<DecidedConnection, "connection">): boolean {
  return consumer === undefined && (isPending(connection) || isEstablished(connection));
}

/** The Region of the service, and that of the endpoint where it is another one. */
export function regionOf(service: PublishedService, { connection }: Pick<DecidedConnection, "connection">): string {
  return connection.region === service.region ? service.region : `${service.region} (endpoint in ${connection.region})`;
}

function rowsOf(observed: Observations["observed"]): Row[] {
  return observed.flatMap(({ service, decisions, now }) =>
    decisions.map((one) => ({ service, one, ageSeconds: secondsSince(one.connection.createdAt, now) })),
  );
}

function cells({ service, one, ageSeconds }: Row): string[] {
  const { connection, decision } = one;
  return [
    connection.endpointId,
    ownerOf(one),
    service.name,
    regionOf(service, one),
    connection.state,
    ageText(ageSeconds),
    decision.action,
    decision.reason,
  ];
}

function paintedBy(one: DecidedConnection | undefined, paint: Paint): (line: string) => string {
  if (one === undefined) return String;
  const { action } = one.decision;
  if (action === Action.Accept) return paint.green;
  if (action !== Action.Leave) return paint.red;
  return isPending(one.connection) ? paint.yellow : String;
}

function counts(rows: readonly Row[]): string {
  const pending = rows.filter(({ one }) => isPending(one.connection)).length;
  const strangers = rows.filter(({ one }) => isStranger(one)).length;
  return `${counted(rows.length, "connection")}, ${pending} pending, ${strangers} of unknown accounts`;
}
