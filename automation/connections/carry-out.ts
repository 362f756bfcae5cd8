import type { AuditEntry } from "../../functions/lib/audit";
import type { Consumer } from "../../functions/lib/consumer";
import type { Action } from "../../functions/lib/decision";
import type { Refusal } from "../../functions/lib/ports";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import type { Terminal } from "../terminal/terminal";
import { refusalText, refusedEntry } from "./entries";
import type { Place } from "./find";
import { titleOf } from "./services";

/** Does what an entry of the audit says is about to be done; what AWS did not do goes into the audit too. */
export async function carryOut(
  context: RegistryContext,
  entry: AuditEntry,
  call: () => Promise<readonly Refusal[]>,
): Promise<Refusal | undefined> {
  let refusals: readonly Refusal[];
  try {
    refusals = await call();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    await context.registry.append([refusedEntry(context, entry, { endpointId: entry.id, code: name, message })]);
    throw error;
  }
  const [refusal] = refusals;
  if (refusal !== undefined) await context.registry.append([refusedEntry(context, entry, refusal)]);
  return refusal;
}

/** What became of a connection that a person accepts or rejects. */
export interface Outcome {
  readonly action: typeof Action.Accept | typeof Action.Reject;
  readonly consumer?: Consumer;
  /** Whether the consumer was registered with it. */
  readonly registered?: boolean;
  /** Why nothing was to be done. */
  readonly already?: string;
  readonly refusal?: Refusal;
  /** What the person should know besides. */
  readonly note?: string;
}

const PAST = { accept: "Accepted", reject: "Rejected" } as const;

/** Prints what became of it, and returns the exit code. */
export function tellOutcome(
  { json }: Pick<RegistryOptions, "json">,
  { stdout, stderr }: Terminal,
  { service, connection }: Place,
  { action, consumer, registered, already, refusal, note }: Outcome,
): number {
  const { endpointId, account } = connection;
  if (json === true) {
    const document = {
      endpointId,
      account,
      consumer: consumer?.name ?? null,
      registered: registered ?? false,
      service: service.name,
      serviceId: service.serviceId,
      serviceRegion: service.region,
      region: connection.region,
      before: connection.state,
      action,
      outcome: refusal !== undefined ? "refused" : already !== undefined ? "unchanged" : "done",
      ...(refusal === undefined ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
    };
    stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  }
  if (refusal !== undefined) {
    stderr.write(`${refusalText(action, refusal)}\n`);
    return 1;
  }
  if (json !== true) {
    const whose = consumer === undefined ? `of account ${account}` : `of ${consumer.name} (${account})`;
    const done = [
      ...(registered === true ? [`Registered ${consumer?.name} with account ${account} and this endpoint alone.`] : []),
      already ?? `${PAST[action]} ${endpointId} ${whose} at ${titleOf(service)}.`,
      ...(note === undefined ? [] : [note]),
    ];
    stdout.write(`${done.join("\n")}\n`);
  }
  return 0;
}
