import { Operation } from "../engine/operation";
import { StacksBusy, workAlone } from "../stacks/work-lock";
import type { Ending } from "./ending";
import { RolloutOutcome, type RolloutSummary } from "./events";
import { refuseUnlessAllowed } from "./guard";
import { Journal } from "./journal";
import { readJournal } from "./journal-file";
import { journalOfUp } from "./journal-of-up";
import { lastRollout } from "./kept";
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
  try {
    return await workAlone(request.place, () => rollout(request));
  } catch (error) {
    throw error instanceof StacksBusy ? new RolloutRefused([error.message]) : error;
  }
}

async function rollout(request: RolloutRequest): Promise<RolloutSummary> {
  const { operation, plan, resume = false, sandbox = false } = request;
  const run = new Run(request);
  const waves = operation === Operation.Destroy ? [...plan.waves].reverse() : plan.waves;
  const { work, keepsOther = false } = await prepared(run, waves);
  run.tell({
    type: "rollout-began",
    operation,
    waves: waves.map(({ name, stacks }) => ({ name, stacks })),
    parallel: plan.parallel,
    resumed: resume,
    ...(sandbox && { sandbox }),
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
      resumable: operation === Operation.Up && ending.outcome !== RolloutOutcome.Succeeded && !keepsOther,
    };
    run.tell({ type: "rollout-ended", summary });
    if (run.unheard !== undefined) throw run.unheard.error;
    return summary;
  } finally {
    stopListening();
  }
}

/** What does a rollout that nothing refuses. */
interface Prepared {
  readonly work: () => Promise<Ending>;
  readonly keepsOther?: boolean;
}

/** Everything that may refuse the rollout. */
async function prepared(run: Run, waves: readonly Wave[]): Promise<Prepared> {
  const { operation, resume = false, place } = run.request;
  if (operation === Operation.Up) {
    const { open, keepsOther } = await journalOfUp(run);
    const work = async (): Promise<Ending> => {
      const journal = await open();
      const ending = await up(run, journal);
      await journal.close(ending.outcome);
      return ending;
    };
    return { work, keepsOther };
  }
  if (resume) throw new RolloutRefused([`Only an up can be resumed; run privatelink ${operation} again.`]);
  if (operation !== Operation.Destroy) return { work: () => passThrough(run, waves, async () => undefined) };
  const before = lastRollout(await readJournal(place.journalFolder));
  await refuseUnlessAllowed(run);
  const work = async (): Promise<Ending> => {
    const journal = before === undefined ? undefined : await Journal.open(place.journalFolder, before);
    return passThrough(run, waves, async (stack) => journal?.forget(stack));
  };
  return { work };
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
