import { inBatches } from "./batches";

/** Endpoint ids that one call is given at most. */
export const MOST_PER_CALL = 25;

/**
 * Makes a call for all items, batch after batch, and says for which of them it failed and with what. AWS refuses some
 * calls as a whole because of one item, so that a failed batch is repeated item by item, and one bad item keeps nobody
 * else waiting. When no item of a batch goes through either, the cause is not the items: later batches are not repeated.
 */
export async function callInBatches<T>(
  items: readonly T[],
  call: (batch: readonly T[]) => Promise<void>,
): Promise<ReadonlyMap<T, unknown>> {
  const failed = new Map<T, unknown>();
  let isWorthRepeating = true;
  for (const batch of inBatches(items, MOST_PER_CALL)) {
    try {
      await call(batch);
    } catch (cause) {
      const isRepeated: boolean = isWorthRepeating && batch.length > 1;
      const failedHere: ReadonlyMap<T, unknown> = isRepeated
        ? await oneByOne(batch, call)
        : new Map(batch.map((item) => [item, cause]));
      for (const [item, itsCause] of failedHere) failed.set(item, itsCause);
      isWorthRepeating = failedHere.size < batch.length;
    }
  }
  return failed;
}

async function oneByOne<T>(
  batch: readonly T[],
  call: (batch: readonly T[]) => Promise<void>,
): Promise<ReadonlyMap<T, unknown>> {
  const failed = new Map<T, unknown>();
  for (const item of batch) {
    try {
      await call([item]);
    } catch (cause) {
      failed.set(item, cause);
    }
  }
  return failed;
}
