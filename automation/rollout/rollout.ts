import * as path from "node:path";
import { LockHeld, withLock } from "../engine/lock";
import { Operation } from "../engine/operation";
import { newJournal, resumedJournal } from "./begin";
import type { Ending } from "./ending";
import { RolloutOutcome, type RolloutSummary } from "./events";
import { refuseUnlessAllowed } from "./guard";
import { Journal } from "./journal";
import { readJournal } from "./journal-file";
import { passThrough } from "./pass";
import type { Wave } from "./plan";
import { RolloutRefused, type RolloutRequest } from "./request";
import { Run } from "./run";
import { up } from "./up";

/**
 * Does an operation with stacks, wave by wave. What goes wrong with a stack is told in the summary; throws a
 * {@link RolloutRefused} when nothing was begun.
 */
export async function runRollout(request: RolloutRequest): Promise<RolloutSummary> {
  if (request.operation === Operation.Preview) return rollout(request);
  const { journalFolder, title } = request.place;
  const file = path.join(journalFolder, "rollout.lock");
  try {
    return await withLock(file, { timeoutMs: 0 }, () => rollout(request));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new RolloutRefused([
      `Process ${error.holder} works on stacks in ${title} at the moment: wait until it has ended, or remove ${file} if that process is something else.`,
    ]);
  }
}

async function rollout(request: RolloutRequest): Promise<RolloutSummary> {
  const { operation, plan, resume = false } = request;
  const run = new Run(request);
  const waves = operation === Operation.Destroy ? [...plan.waves].reverse() : plan.waves;
  const work = await prepared(run, waves);
  run.tell({
    type: "rollout-began",
    operation,
    waves: waves.map(({ name, stacks }) => ({ name, stacks })),
    parallel: plan.parallel,
    resumed: resume,
  });
  const stopListening = tellOfInterruption(run);
  try {
    const ending = await work();
    const summary: RolloutSummary = {
      operation,
      ...ending,
      stacks: run.summaries.all,
      seconds: run.seconds,
      mostEngines: run.engines.most,
      resumable: operation === Operation.Up && ending.outcome !== RolloutOutcome.Succeeded,
    };
    run.tell({ type: "rollout-ended", summary });
    return summary;
  } finally {
    stopListening();
  }
}

/** Everything that may refuse the rollout; what is returned does it. */
async function prepared(run: Run, waves: readonly Wave[]): Promise<() => Promise<Ending>> {
  const { operation, resume = false, place } = run.request;
  if (operation === Operation.Up) {
    const before = await readJournal(place.journalFolder);
    const document = resume ? resumedJournal(run.request, before) : newJournal(run.request, before, run.clock.now());
    return async () => {
      const journal = await Journal.open(place.journalFolder, document);
      const ending = await up(run, journal);
      await journal.close(ending.outcome);
      return ending;
    };
  }
  if (resume) throw new RolloutRefused([`Only an up can be resumed; run privatelink ${operation} again.`]);
  if (operation !== Operation.Destroy) return () => passThrough(run, waves, async () => undefined);
  const before = await readJournal(place.journalFolder);
  await refuseUnlessAllowed(run);
  return async () => {
    const journal = before === undefined ? undefined : await Journal.open(place.journalFolder, before);
    return passThrough(run, waves, async (stack) => journal?.forget(stack));
  };
}

function tellOfInterruption(run: Run): () => void {
  const drain = (): void => run.tell({ type: "interrupted", how: "drain" });
  const cancel = (): void => run.tell({ type: "interrupted", how: "cancel" });
  run.interruption.drain.addEventListener("abort", drain);
  run.interruption.cancel.addEventListener("abort", cancel);
  return () => {
    run.interruption.drain.removeEventListener("abort", drain);
    run.interruption.cancel.removeEventListener("abort", cancel);
  };
}
