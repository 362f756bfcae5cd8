import type { RolloutEvent } from "../events";

/** Where a rollout is shown. */
export interface RolloutScreen {
  take(event: RolloutEvent): void;
  /** Ends what is drawn from time to time. */
  close(): void;
}

/** Columns below which lines that are written over would wrap. */
const NARROWEST = 60;
/** Rows below which there is no room for a wave and what goes on in it. */
const LOWEST = 8;

/** Whether a stream is a terminal on which lines can be written over; the log of a CI system is none. */
export function isLive(
  stream: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number },
  env: NodeJS.ProcessEnv,
): stream is { readonly isTTY: true; readonly columns: number; readonly rows: number } {
  const { isTTY, columns = 0, rows = 0 } = stream;
  return isTTY === true && columns >= NARROWEST && rows >= LOWEST && !env.CI && env.TERM !== "dumb";
}
