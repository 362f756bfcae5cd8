import { fingerprintNow } from "./frozen";
import type { Journal } from "./journal";
import { type JournalDocument, StackState, WavePhase } from "./journal-file";
import type { Run } from "./run";

/** A stack because of which a resumed rollout begins before the wave at which it ended. */
export interface Changed {
  readonly wave: string;
  readonly stack: string;
  readonly text: string;
}

/** The first of the waves that were healthy whose stacks would not become the same again; undefined where all would. */
export async function firstChanged(run: Run, journal: JournalDocument): Promise<Changed | undefined> {
  // What is being brought back is brought back first.
  if (journal.waves.some(({ phase }) => phase === WavePhase.RollingBack)) return undefined;
  for (const { name, stacks, phase } of journal.waves) {
    if (phase !== WavePhase.Healthy) continue;
    for (const stack of stacks) {
      const why = await whyAgain(run, journal, stack);
      if (why !== undefined) {
        return {
          wave: name,
          stack,
          text: `${why} since wave ${name} was healthy: the rollout begins again with that wave.`,
        };
      }
    }
  }
  return undefined;
}

/** Lets a rollout begin again with a wave, and says so. */
export async function beginAgainFrom(run: Run, journal: Journal, { wave, stack, text }: Changed): Promise<void> {
  const names = run.request.plan.waves.map(({ name }) => name);
  for (const name of names.slice(names.indexOf(wave))) {
    if (journal.wave(name).phase === WavePhase.Healthy) await journal.again(name);
  }
  run.summaries.add(stack, { warnings: [text] });
}

async function whyAgain(run: Run, { stacks }: JournalDocument, stack: string): Promise<string | undefined> {
  const entry = stacks[stack];
  if (entry?.state !== StackState.Healthy) return `${stack} was brought up, and has not been healthy,`;
  return (await fingerprintNow(run, stack)) === entry.fingerprint
    ? undefined
    : `The settings or archives of ${stack} have changed`;
}
