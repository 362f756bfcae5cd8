/** Engines that run side by side: never more than allowed, and how many there were at most. */
export class Engines {
  #running = 0;
  #most = 0;

  /** Most that ran at the same moment. */
  get most(): number {
    return this.#most;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    this.#most = Math.max(this.#most, this.#running);
    try {
      return await work();
    } finally {
      this.#running--;
    }
  }
}

/**
 * Works on items side by side, in their order.
 * @param limit how many at once
 * @param mayBegin asked before each; once it says no, what runs is finished and nothing more is begun
 * @throws what the first piece of work threw, after those that ran have ended
 */
export async function sideBySide<T>(
  items: readonly T[],
  limit: number,
  mayBegin: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (;;) {
      if (errors.length > 0 || queue.length === 0 || !mayBegin()) return;
      const [item] = queue.splice(0, 1) as [T];
      await work(item).catch((error: unknown) => void errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  if (errors.length > 0) throw errors[0];
}
