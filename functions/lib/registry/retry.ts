import { setTimeout as sleep } from "node:timers/promises";

/** Tries of what DynamoDB put off: a conflict with another writer, or a write that it had no room for. */
export const MOST_TRIES = 8;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/** Waits before the next try, longer each time and by chance, so that writers who met once do not meet again. */
export async function pause(triesSoFar: number): Promise<void> {
  await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** triesSoFar));
}
