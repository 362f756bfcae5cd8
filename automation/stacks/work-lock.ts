import { LockHeld, withLock } from "../engine/lock";
import type { Place } from "./place";

/** Another process of this machine works on the stacks of the place. */
export class StacksBusy extends Error {
  constructor(
    title: string,
    file: string,
    /** Id of the process. */
    readonly holder: number,
  ) {
    super(
      `Process ${holder} works on stacks in ${title} at the moment: wait until it has ended, or remove ${file} if that process is something else.`,
    );
    this.name = "StacksBusy";
  }
}

/**
 * Works on the stacks of a place while nobody else on this machine does. Throws a {@link StacksBusy} where somebody does.
 * The lock lies beside the journal's folder, which a CI system may keep for other machines.
 */
export async function workAlone<T>(
  { journalFolder, title }: Pick<Place, "journalFolder" | "title">,
  work: () => Promise<T>,
): Promise<T> {
  const file = `${journalFolder}.lock`;
  try {
    return await withLock(file, { timeoutMs: 0 }, work);
  } catch (error) {
    throw error instanceof LockHeld ? new StacksBusy(title, file, error.holder) : error;
  }
}
