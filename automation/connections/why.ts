import type { AuditEntry } from "../../functions/lib/audit";
import { paintFor } from "../plan/render/paint";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { type Decided, decided, type Place, type Search, searchFor } from "./find";
import { failureLines } from "./render-list";
import { whyJson, whyText } from "./render-why";
import { titleOf } from "./services";

/** What is known of an endpoint. */
export interface Why {
  readonly endpointId: string;
  /** Absent where no service that could be asked has it: the endpoint is gone, or never was. */
  readonly now?: { readonly place: Place; readonly decided: Decided };
  /** Entries of the audit, oldest first. */
  readonly audit: readonly AuditEntry[];
  readonly search: Search;
}

/** `privatelink connections why`; returns the exit code. */
export async function why(
  context: RegistryContext,
  endpointId: string,
  options: RegistryOptions,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, env } = terminal;
  const [search, audit, contents] = await Promise.all([
    searchFor(context, endpointId),
    context.registry.audit(endpointId),
    context.registry.contents(),
  ]);
  const { place, failed } = search;
  const now = place === undefined ? {} : { now: { place, decided: await decided(context, place, contents) } };
  const known: Why = { endpointId, audit, search, ...now };
  if (place === undefined && audit.length === 0 && failed.length === 0) {
    const asked = search.services.map(titleOf).join(", ");
    throw new Refused(
      `Nothing is known of ${endpointId}: no connection of it is at ${asked}, and the audit does not have it.`,
    );
  }
  stdout.write(options.json === true ? whyJson(known) : `${whyText(known, paintFor(stdout, env))}\n`);
  // A service that was not asked matters only where the connection may be at it.
  if (place !== undefined || failed.length === 0) return 0;
  stderr.write(`${failureLines(failed).join("\n")}\n`);
  return 1;
}
