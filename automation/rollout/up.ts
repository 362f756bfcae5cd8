import { bringUp } from "./bring-up";
import { brokenOff, type Ending, endedAt } from "./ending";
import { RolloutOutcome, StackOutcome } from "./events";
import { changedSince, freeze } from "./frozen";
import type { Journal, Reasons } from "./journal";
import { WavePhase } from "./journal-file";
import { gateOf, judge } from "./judge";
import { sideBySide } from "./limit";
import { FailurePolicy, type Wave } from "./plan";
import { rollBack } from "./rollback";
import type { Run } from "./run";
import { waitForWindow } from "./window";

/** Brings the waves up one after the other, each once the one before is healthy. */
export async function up(run: Run, journal: Journal): Promise<Ending> {
  const { waves } = run.request.plan;
  await freeze(
    run,
    waves.filter(({ name }) => journal.wave(name).phase === WavePhase.Open),
  );
  for (const [index, wave] of waves.entries()) {
    const { phase, reasons = {} } = journal.wave(wave.name);
    if (phase === WavePhase.RollingBack) return rollBack(run, journal, wave, reasons);
    if (phase === WavePhase.Healthy) takeOver(run, wave);
    else {
      await waitForWindow(run, wave);
      const ending = run.draining ? endedAt(wave, RolloutOutcome.Interrupted) : await workThrough(run, journal, wave);
      if (ending !== undefined) return ending;
    }
    if (index < waves.length - 1) await pause(run, journal, wave);
  }
  return { outcome: RolloutOutcome.Succeeded };
}

/** A wave that was healthy in the run before stays as it is. */
function takeOver(run: Run, { stacks }: Wave): void {
  for (const stack of stacks) run.ended(stack, { outcome: StackOutcome.Earlier });
}

/** Works on a wave up to its healthy end, which is undefined, or to the end of the rollout. */
async function workThrough(run: Run, journal: Journal, wave: Wave): Promise<Ending | undefined> {
  run.tell({ type: "wave-began", wave: wave.name, stacks: wave.stacks });
  const changed = await changedSince(run, wave);
  for (const [stack, problem] of changed) run.summaries.add(stack, { problems: [problem] });
  // Nothing is ill, and nothing of the wave was begun: there is nothing to bring back.
  if (changed.size > 0) return brokenOff(run, wave, RolloutOutcome.Stopped);
  let failed = false;
  const mayBegin = (): boolean => !failed && !run.draining;
  await sideBySide(wave.stacks, run.parallelIn(wave), mayBegin, (stack) =>
    run.engines.run(async () => {
      failed = !(await bringUp(run, journal, wave, stack)) || failed;
    }),
  );
  if (failed)
    return run.draining
      ? brokenOff(run, wave, RolloutOutcome.Interrupted)
      : giveUp(run, journal, wave, failures(run, wave));
  if (wave.stacks.some((stack) => run.summaries.of(stack).outcome === StackOutcome.NotBegun)) {
    return brokenOff(run, wave, RolloutOutcome.Interrupted);
  }
  const gate = gateOf(run, wave);
  const subjects = wave.stacks.flatMap((stack) => run.subjects.get(stack) ?? []);
  const verdict = gate === undefined ? ({ healthy: true } as const) : await judge(run, wave, gate, subjects);
  if (verdict === undefined) return brokenOff(run, wave, RolloutOutcome.Interrupted);
  if (!verdict.healthy) {
    for (const [stack, problems] of Object.entries(verdict.reasons)) {
      run.summaries.add(stack, { outcome: StackOutcome.Unhealthy, problems });
    }
    // Bringing a wave back that may well be healthy does more harm than stopping.
    return verdict.unseen ? brokenOff(run, wave, RolloutOutcome.Stopped) : giveUp(run, journal, wave, verdict.reasons);
  }
  await journal.healthy(wave.name, run.clock.now());
  run.tell({ type: "wave-ended", wave: wave.name, healthy: true });
  return undefined;
}

async function giveUp(run: Run, journal: Journal, wave: Wave, reasons: Reasons): Promise<Ending> {
  if (wave.onFailure === FailurePolicy.Rollback) return rollBack(run, journal, wave, reasons);
  return brokenOff(run, wave, RolloutOutcome.Stopped);
}

function failures(run: Run, wave: Wave): Reasons {
  const lines = wave.stacks.map((stack) => run.summaries.of(stack));
  const failed = lines.filter(({ outcome }) => outcome === StackOutcome.Failed || outcome === StackOutcome.Cancelled);
  return Object.fromEntries(failed.map(({ stack, problems }) => [stack, problems]));
}

/** What is left of the pause after a wave, also where the rollout was interrupted in it. */
async function pause(run: Run, journal: Journal, wave: Wave): Promise<void> {
  const { healthyAt } = journal.wave(wave.name);
  if (healthyAt === undefined) return;
  const until = new Date(Date.parse(healthyAt) + wave.pauseMinutes * 60_000);
  if (until <= run.clock.now() || run.draining) return;
  run.tell({ type: "pause-began", wave: wave.name, until: until.toISOString() });
  await run.waitUntil(until);
}
