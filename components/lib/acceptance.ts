import type { Check } from "./problem";

/** Minutes that an update waits for the provider unless told otherwise. */
export const DEFAULT_WAIT_MINUTES = 10;
const LONGEST_WAIT_MINUTES = 720;

/** Refuses a wait that is no time, or longer than the credentials of an update last. */
export const checkWaitMinutes: Check<number> = (value, path) => {
  if (value >= 0 && value <= LONGEST_WAIT_MINUTES) return [];
  const rule = `is not a number of minutes from 0 to ${LONGEST_WAIT_MINUTES}`;
  return [{ path, value, rule, remedy: "use one such as 10, or 0 to wait for nothing" }];
};

/** A connection that the provider has to accept. */
export interface AwaitedConnection {
  readonly endpointId: string;
  readonly serviceName: string;
  /** URN of the endpoint, by which it is made anew. */
  readonly endpointUrn: string;
}

/** How a connection is waited for. */
export interface Patience {
  readonly limitMs: number;
  /** Asks AWS for the state of the endpoint. */
  readonly readState: () => Promise<string>;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Takes a sentence about the wait, again and again. */
  readonly report: (progress: string) => void;
}

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
/** States that no acceptance ends: only another endpoint does. */
const DEAD: ReadonlySet<string> = new Set(["failed", "expired", "deleting", "deleted"]);

/**
 * Resolves to undefined once the connection is accepted; else to the one sentence that says what is missing and how to
 * go on. The first question is asked at once and the last one at the limit.
 */
export async function waitForAcceptance(
  connection: AwaitedConnection,
  { limitMs, readState, now, sleep, report }: Patience,
): Promise<string | undefined> {
  const began = now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const state = await readState();
    // AWS's own documents write states in two ways, pendingAcceptance and PendingAcceptance.
    const known = state.toLowerCase();
    if (known === "available") return undefined;
    if (known === "rejected") return rejected(connection);
    if (DEAD.has(known)) return dead(connection, state);
    const waited = now() - began;
    if (waited >= limitMs) return late(connection, state, limitMs);
    report(waiting(connection, state, waited, limitMs));
    await sleep(Math.min(pause, limitMs - waited));
  }
}

/** What is said of a private name that stays off because nobody waits for the acceptance. */
export function unawaited(privateDnsName: string): string {
  return (
    `The private DNS name ${privateDnsName} is not turned on, because acceptance.waitMinutes is 0: ` +
    "clients use the endpoint's own name until an update waits for the provider's acceptance."
  );
}

function waiting({ endpointId, serviceName }: AwaitedConnection, state: string, waited: number, limit: number): string {
  const [minutes, most] = [waited, limit].map((ms) => Math.floor(ms / MINUTE_MS));
  return `Waiting for the provider of ${serviceName} to accept ${endpointId}: ${state}, ${minutes} of ${most} minutes`;
}

function late({ endpointId, serviceName }: AwaitedConnection, state: string, limitMs: number): string {
  const minutes = limitMs / MINUTE_MS;
  return (
    `The provider of ${serviceName} has not accepted the connection of ${endpointId} within ` +
    `${minutes} ${minutes === 1 ? "minute" : "minutes"} (its state is ${state}), and AWS turns the private DNS name on ` +
    `only after that: ask the provider to accept ${endpointId}, then run pulumi up again, which continues from here.`
  );
}

function rejected({ endpointId, serviceName, endpointUrn }: AwaitedConnection): string {
  return (
    `The provider of ${serviceName} has rejected the connection of ${endpointId}, so its private DNS name cannot be ` +
    `turned on: ask the provider to accept ${endpointId}, then run pulumi up again, or make another request with ` +
    `pulumi up --replace '${endpointUrn}'.`
  );
}

function dead({ endpointId, serviceName, endpointUrn }: AwaitedConnection, state: string): string {
  return (
    `The endpoint ${endpointId} of ${serviceName} is ${state}, and nobody can accept it any more: make another one ` +
    `with pulumi up --replace '${endpointUrn}', and ask the provider to accept that.`
  );
}
