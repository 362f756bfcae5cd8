import { counted } from "../../components/lib/words";
import type { Refusal, ServiceApi } from "../../functions/lib/ports";
import type { Clock } from "../clock";
import { type LiveConnection, liveOf } from "../stacks/live-connections";
import type { StackOutputValues } from "../stacks/place";
import { Refused } from "../terminal/refused";

/** The calls about one service that draining it takes. */
export type DrainApi = Pick<ServiceApi, "connections" | "principals" | "changePrincipals" | "reject">;

export interface DrainRequest {
  readonly api: DrainApi;
  /** Outputs of the stack: the connection of its own consumer goes with it. */
  readonly outputs: StackOutputValues;
  /** How long consumers may take to leave by themselves. */
  readonly graceMinutes: number;
  /** How long the last connection may take to go after it was cut. */
  readonly timeoutMinutes: number;
  readonly clock: Clock;
  /** Ends the waiting; what was done stays. */
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}

/** What draining did. */
export interface Drained {
  /** ARNs that were withdrawn. */
  readonly principals: readonly string[];
  /** Endpoints that were rejected. */
  readonly rejected: readonly string[];
}

const LOOK_SECONDS = 5;
const TELL_SECONDS = 30;
const MINUTE = 60_000;

/**
 * Withdraws every principal of a service whose door is closed, gives consumers time to leave, cuts the connections that
 * are still there, and returns when none is live. A run of the approval function that was under way when it was taken away
 * may still admit and accept, so each look withdraws and cuts again. Throws a {@link Refused} when the time is over.
 */
export async function drain(request: DrainRequest): Promise<Drained> {
  const { api, outputs, graceMinutes, timeoutMinutes, clock, signal, tell } = request;
  const withdrawn = new Set<string>();
  const rejected = new Set<string>();
  const cutAt = clock.now().getTime() + graceMinutes * MINUTE;
  let deadline: number | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    for (const arn of await withdrawAll(api)) withdrawn.add(arn);
    const live = liveOf(await api.connections(), { outputs });
    if (live.length === 0) return { principals: [...withdrawn], rejected: [...rejected] };
    const now = clock.now().getTime();
    let refusals: readonly Refusal[] = [];
    if (now >= cutAt) {
      deadline ??= now + timeoutMinutes * MINUTE;
      refusals = await api.reject(live.map(({ endpointId }) => endpointId));
      const refused = new Set(refusals.map(({ endpointId }) => endpointId));
      for (const { endpointId } of live) if (!refused.has(endpointId)) rejected.add(endpointId);
      if (now >= deadline) throw new Refused(overdue(live, refusals, timeoutMinutes));
    }
    if (now - toldAt >= TELL_SECONDS * 1000) {
      toldAt = now;
      tell(
        now < cutAt
          ? waitingText(live, cutAt)
          : `${counted(live.length, "connection")} cut; waiting until none is live`,
      );
    }
    await clock.sleep(LOOK_SECONDS * 1000, signal);
  }
}

async function withdrawAll(api: DrainApi): Promise<readonly string[]> {
  const principals = await api.principals();
  if (principals.length > 0) await api.changePrincipals({ add: [], remove: principals });
  return principals;
}

function waitingText(live: readonly LiveConnection[], cutAt: number): string {
  return `${are(live.length)} live; consumers have until ${new Date(cutAt).toISOString()} to leave by themselves`;
}

function overdue(live: readonly LiveConnection[], refusals: readonly Refusal[], minutes: number): string {
  const why = new Map(refusals.map(({ endpointId, code, message }) => [endpointId, `, AWS: ${code}: ${message}`]));
  const lines = live.map(
    ({ endpointId, account, state }) => `  ${endpointId} of ${account}, ${state}${why.get(endpointId) ?? ""}`,
  );
  return [
    `${are(live.length)} still live ${counted(minutes, "minute")} after the cut:`,
    ...lines,
    "The door is closed, and nothing was destroyed; removing it again goes on from here, and may be given a longer timeout.",
  ].join("\n");
}

function are(count: number): string {
  return `${counted(count, "connection")} ${count === 1 ? "is" : "are"}`;
}
