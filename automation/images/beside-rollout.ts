import { ownJournalFolder } from "../stacks/own-journal";
import { StacksBusy, workAlone } from "../stacks/work-lock";
import { Refused } from "../terminal/refused";

/**
 * Runs `work` while no rollout of the project works on its stacks, nor begins to: what is written into the stack files
 * between two waves would reach the later ones without ever having been tried in the first. Throws a `Refused` where one
 * does.
 * @param left what there is already, and what the same command does later, as the end of a sentence
 */
export async function withoutRollout<T>(root: string, left: string, work: () => Promise<T>): Promise<T> {
  try {
    return await workAlone({ journalFolder: ownJournalFolder(root), title: "this project" }, work);
  } catch (error) {
    if (!(error instanceof StacksBusy)) throw error;
    throw new Refused(
      `Process ${error.holder} is working on the stacks of this project, and a rollout must not meet a new image between two waves: ${left} once that process has ended.`,
    );
  }
}

/** Throws a `Refused` while a rollout of the project works on its stacks. */
export function refuseBesideRollout(root: string, left: string): Promise<void> {
  return withoutRollout(root, left, async () => {});
}
