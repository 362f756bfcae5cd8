import { beginAgainFrom, firstChanged } from "./again";
import { newJournal, resumedJournal } from "./begin";
import { Journal } from "./journal";
import { type JournalDocument, readJournal } from "./journal-file";
import { aboutUnfinished, keptBeside, lastRollout } from "./kept";
import type { RolloutRequest } from "./request";
import { Run } from "./run";

/** What an `up` goes by, and goes on from. */
export interface UpJournal {
  /** Writes it, from which on there is something to resume. */
  open(): Promise<Journal>;
  /** Whether another rollout is what can be resumed after this one. */
  readonly keepsOther: boolean;
}

/** The journal that an `up` works with. Throws a `RolloutRefused` when what it is to resume cannot be. */
export async function journalOfUp(run: Run): Promise<UpJournal> {
  const { journalFolder } = run.request.place;
  const last = lastRollout(await readJournal(journalFolder));
  if (run.request.resume !== true) {
    const kept = keptBeside(run.request, last);
    const document = { ...newJournal(run.request, last, run.clock.now()), ...(kept && { kept }) };
    return { open: () => Journal.open(journalFolder, document), keepsOther: kept !== undefined };
  }
  const document = resumedJournal(run.request, last);
  return { open: () => resumed(run, document), keepsOther: false };
}

async function resumed(run: Run, document: JournalDocument): Promise<Journal> {
  const changed = await firstChanged(run, document);
  const journal = await Journal.open(run.request.place.journalFolder, document);
  if (changed !== undefined) await beginAgainFrom(run, journal, changed);
  return journal;
}

/**
 * What somebody needs to know of the rollout before this one, ahead of being asked: sentences. Throws a `RolloutRefused`
 * when what is to be resumed cannot be.
 */
export async function lookAhead(request: RolloutRequest): Promise<readonly string[]> {
  const last = lastRollout(await readJournal(request.place.journalFolder));
  if (request.resume !== true) return aboutUnfinished(request, last);
  const changed = await firstChanged(new Run(request), resumedJournal(request, last));
  return changed === undefined ? [] : [changed.text];
}
