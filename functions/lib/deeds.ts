import { intentOf } from "./audit-entries";
import { callInBatches } from "./call-in-batches";
import { type Connection, isEstablished, isPending } from "./connection";
import { Action } from "./decision";
import type { Failures } from "./failures";
import type { Intent, Refusal } from "./ports";
import type { Run } from "./run";
import type { DecidedConnection, RefusedConnection } from "./run-report";

/** What became of the connections that were to be accepted, or to be cut. */
export interface Deeds {
  readonly done: readonly DecidedConnection[];
  readonly refused: readonly RefusedConnection[];
}

const NOTHING_DONE: Deeds = { done: [], refused: [] };

/**
 * Writes down what is about to be done. Gives the endpoint ids of what may be done; `undefined` when writing failed,
 * so that nothing may.
 */
export async function recordIntents(run: Run, failures: Failures): Promise<ReadonlySet<string> | undefined> {
  const { plan, registry } = run;
  const intents = [...plan.cut, ...plan.accept].flatMap((about) => intentOf(run, about) ?? []);
  if (intents.length === 0) return new Set();
  const written = await failures.attempt<readonly Intent[]>(
    "What is about to be accepted and rejected could not be written to the audit, so that none of it is done",
    () => registry.recordIntents(intents),
  );
  return written && new Set(written.map(({ entry }) => entry.id));
}

/** Rejects pending connections and cuts established ones. */
export async function cut(run: Run, decided: readonly DecidedConnection[], failures: Failures): Promise<Deeds> {
  return inCalls(decided, (endpointIds) => run.api.reject(endpointIds), "could not be rejected", failures);
}

export async function accept(run: Run, decided: readonly DecidedConnection[], failures: Failures): Promise<Deeds> {
  return inCalls(decided, (endpointIds) => run.api.accept(endpointIds), "could not be accepted", failures);
}

/**
 * The refusals that count. AWS also refuses what another run has done in the meantime; to tell that, the connections
 * are read once more, but only when there are refusals that are not known from earlier runs.
 */
export async function confirmRefusals(
  run: Run,
  refused: readonly RefusedConnection[],
  failures: Failures,
): Promise<readonly RefusedConnection[]> {
  if (refused.every((one) => isKnownRefusal(run, one))) return refused;
  const connections = await failures.attempt("The connections that AWS refused could not be read again", () =>
    run.api.connections(),
  );
  if (connections === undefined) return refused;
  const now = new Map(connections.map((connection) => [connection.endpointId, connection]));
  return refused.filter(({ about }) => !isAsWanted(about, now.get(about.connection.endpointId)));
}

/** Whether people can already read in the open question that AWS refuses the connection with this code. */
export function isKnownRefusal({ plan }: Run, { about, refusal }: RefusedConnection): boolean {
  const kept = plan.questions.kept.find(({ endpointId }) => endpointId === refusal.endpointId);
  return kept?.reason === about.decision.reason && kept.refusal?.startsWith(refusalText(refusal.code, "")) === true;
}

/** A refusal as an open question keeps it. */
export function refusalText(code: string, message: string): string {
  return `${code}: ${message}`;
}

async function inCalls(
  decided: readonly DecidedConnection[],
  call: (endpointIds: readonly string[]) => Promise<readonly Refusal[]>,
  predicate: string,
  failures: Failures,
): Promise<Deeds> {
  if (decided.length === 0) return NOTHING_DONE;
  const refusals = new Map<string, Refusal>();
  const endpointIds = decided.map(({ connection }) => connection.endpointId);
  const failed = await callInBatches(endpointIds, async (batch) => {
    for (const refusal of await call(batch)) refusals.set(refusal.endpointId, refusal);
  });
  failures.addEach(failed, predicate);
  const refused: RefusedConnection[] = [];
  const done: DecidedConnection[] = [];
  for (const about of decided) {
    const { endpointId } = about.connection;
    const refusal = refusals.get(endpointId);
    if (refusal !== undefined) refused.push({ about, refusal });
    else if (!failed.has(endpointId)) done.push(about);
  }
  return { done, refused };
}

function isAsWanted({ decision }: DecidedConnection, connection: Connection | undefined): boolean {
  if (connection === undefined) return true;
  if (decision.action === Action.Accept) return !isPending(connection);
  return !isPending(connection) && !isEstablished(connection);
}
