import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RolloutSummary } from "../../../../automation/rollout/events";
import type { HealthSource } from "../../../../automation/rollout/gate/health";
import type { RolloutRequest } from "../../../../automation/rollout/request";
import { runRollout } from "../../../../automation/rollout/rollout";
import { write } from "../../support/folder";
import type { FakePlace } from "./fake-place";
import { FakeClock } from "./rollouts";

/** How a run ended: by itself, or by a kill that left this journal behind. */
export type Run = { readonly summary: RolloutSummary } | { readonly journal: string | undefined };

type Request = Omit<RolloutRequest, "place" | "clock" | "health"> & {
  readonly place: FakePlace;
  readonly health: HealthSource;
};

/**
 * Runs a rollout whose process is killed at a point: from then on nothing that it waits for ever comes. Points are the
 * beginnings and ends of the calls of the place, the looks at the health, and the sleeps.
 * @param killAt how many points it comes past
 */
export async function runKilledAt(killAt: number, request: Request): Promise<Run> {
  const { place } = request;
  const file = path.join(place.journalFolder, "journal.json");
  let points = 0;
  let killed: (journal: string | undefined) => void = () => undefined;
  const death = new Promise<string | undefined>((resolve) => {
    killed = resolve;
  });
  const point = (): Promise<void> => {
    if (points++ < killAt) return Promise.resolve();
    killed(existsSync(file) ? readFileSync(file, "utf8") : undefined);
    return new Promise(() => undefined);
  };
  place.onCall = point;
  const clock = new FakeClock();
  clock.onSleep = point;
  const health: HealthSource = {
    look: async (...args) => {
      await point();
      return request.health.look(...args);
    },
  };
  return Promise.race([
    runRollout({ ...request, health, clock }).then((summary) => ({ summary })),
    death.then((journal) => ({ journal })),
  ]);
}

/** Leaves a journal where another process finds it. */
export function leaveJournal(place: FakePlace, journal: string | undefined): void {
  if (journal === undefined) return;
  write(place.journalFolder, { "journal.json": journal });
}
