import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import { isPending } from "../../functions/lib/connection";
import type { Consumer } from "../../functions/lib/consumer";
import type { RegistryContext } from "../registry/context";
import { type Doomed, doomedBy, isLive, type Sighting, sightings } from "./connections";
import { type CutReport, cut } from "./cut";
import { failureLines, uncutLines } from "./render/doomed";

/**
 * Seconds after which no run of the automation that has read an entry can still act on it: the usual time limit of the
 * function, and what copies of the registry in other Regions lag behind.
 */
const LONGEST_RUN = 150;

/** Looks that may find connections which AWS has agreed to reject; it takes a moment until it says so. */
const MOST_LOOKS = 6;

/** What became of the connections of a consumer whose contract has ended. */
export interface Cleared {
  readonly rejected: readonly Doomed[];
  /** What keeps connections from being gone, a sentence each; none where they are. */
  readonly obstacles: readonly string[];
}

export interface Pace {
  pause(milliseconds: number): Promise<void>;
  /** Told when and why there is a longer pause. */
  waiting(until: Date): void;
}

/**
 * Rejects the connections of an ended consumer until none is left. Who was still waiting for an answer may be accepted
 * by a run of the automation that read the entry before; where that is possible, it waits until no such run is left.
 *
 * @param activeUntil Instant after which nobody read the entry as active.
 */
export async function clear(
  context: RegistryContext,
  consumer: Consumer,
  activeUntil: string,
  pace: Pace,
): Promise<Cleared> {
  // The entry may have been written by a clock that is ahead of this one.
  const safeFrom = Math.min(Date.parse(activeUntil), context.clock().getTime()) + LONGEST_RUN * 1000;
  const rejected = new Map<string, Doomed>();
  let mayBeAccepted = false;
  for (let look = 1; look <= MOST_LOOKS; look++) {
    const startedAt = context.clock().getTime();
    const seen = await sightings(context, new Set([consumer.account]));
    const report = await cut(context, doomedBy([consumer], seen.found, context.clock()));
    for (const one of report.rejected) rejected.set(keyOf(one), one);
    const obstacles = obstaclesOf(report, failureLines(seen.failures, "connections cannot be seen"));
    if (obstacles.length > 0) return { rejected: [...rejected.values()], obstacles };
    mayBeAccepted ||= await hasLatelyWaited(context, seen.found, activeUntil);
    const live = seen.found.some(({ connection }) => isLive(connection));
    if (!live && (!mayBeAccepted || startedAt >= safeFrom)) return { rejected: [...rejected.values()], obstacles: [] };
    if (live) {
      await pace.pause(2 ** look * 250);
    } else {
      pace.waiting(new Date(safeFrom));
      await pace.pause(safeFrom - context.clock().getTime());
    }
  }
  const still = "AWS agreed to reject its connections, but still shows some as they were.";
  return { rejected: [...rejected.values()], obstacles: [still] };
}

function keyOf({ service, connection }: Sighting): string {
  return `${service.serviceId}/${connection.endpointId}`;
}

function obstaclesOf(report: CutReport, unseen: readonly string[]): string[] {
  return [...unseen, ...uncutLines(report)];
}

/** Whether a connection waits for an answer, or did when the entry was last active. */
async function hasLatelyWaited(
  { registry }: RegistryContext,
  found: readonly Sighting[],
  activeUntil: string,
): Promise<boolean> {
  if (found.some(({ connection }) => isPending(connection))) return true;
  const trails = await Promise.all(found.map(({ connection }) => registry.audit(connection.endpointId)));
  return trails.flat().some((entry) => wasPending(entry) && entry.at >= activeUntil);
}

function wasPending({ subject, before }: AuditEntry): boolean {
  return subject === AuditSubject.Connection && before !== undefined && isPending({ state: before });
}
