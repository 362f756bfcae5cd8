import { type ReconcileOptions, reconcile } from "../../../functions/lib/reconcile";
import { RunFailed } from "../../../functions/lib/run-failed";
import type { RunReport } from "../../../functions/lib/run-report";
import { Calls, type CallsOptions } from "./calls";
import { portsOf } from "./ports";
import type { World } from "./world";

export const ACTOR = "arn:aws:sts::123456789012:assumed-role/approval/order-processor";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How a run in a world ended. */
export interface Ran {
  readonly calls: Calls;
  /** Absent when the run was killed, or could not read the registry. */
  readonly report?: RunReport;
  readonly failure?: RunFailed;
}

/** One run in a world, with the faults and interruptions of `options`. Fails for errors that are not `RunFailed`. */
export async function runIn(world: World, options: CallsOptions & Partial<ReconcileOptions> = {}): Promise<Ran> {
  const calls = new Calls(options);
  const run = reconcile({
    service: world.service,
    ...portsOf(world, calls),
    clock: () => new Date(world.now),
    actor: ACTOR,
    messageIds: [],
    warningDays: 14,
    log: SILENT,
    ...options,
  }).then(
    (report): Ran => ({ calls, report }),
    (error: unknown): Ran => {
      if (!(error instanceof RunFailed)) throw error;
      return { calls, failure: error, ...(error.report === undefined ? {} : { report: error.report }) };
    },
  );
  return Promise.race([run, calls.killed.then((): Ran => ({ calls }))]);
}
