import { RolloutOutcome } from "./events";
import { type JournalDocument, StackState, WavePhase } from "./journal-file";
import type { Wave } from "./plan";
import { commandFor, RolloutRefused, type RolloutRequest } from "./request";

/** What a rollout is to be: its waves and targets. */
type Wanted = Pick<RolloutRequest, "plan" | "targets" | "sandbox">;

/** The states of a stack that a later rollout need not know of: what runs is what a rollback should go back to. */
const SETTLED: ReadonlySet<StackState> = new Set([StackState.Healthy, StackState.RolledBack]);

/** The journal of a new rollout; of the one before it knows the stacks that never became healthy. */
export function newJournal(
  { plan, targets = [] }: Wanted,
  before: JournalDocument | undefined,
  now: Date,
): JournalDocument {
  const unsettled = Object.entries(before?.stacks ?? {}).filter(([, { state }]) => !SETTLED.has(state));
  return {
    version: 1,
    began: now.toISOString(),
    targets: [...targets],
    waves: plan.waves.map(({ name, stacks }) => ({ name, stacks: [...stacks], phase: WavePhase.Open })),
    stacks: Object.fromEntries(unsettled.map(([stack, entry]) => [stack, { ...entry, state: StackState.Inherited }])),
  };
}

/** The journal of a rollout that is gone on with. Throws a {@link RolloutRefused} when it cannot be. */
export function resumedJournal(wanted: Wanted, before: JournalDocument | undefined): JournalDocument {
  if (before === undefined) {
    throw new RolloutRefused([
      `There is nothing to resume: no rollout was begun. Begin one by ${commandFor(wanted, "up")}.`,
    ]);
  }
  if (before.outcome === RolloutOutcome.Succeeded) {
    throw new RolloutRefused([
      `There is nothing to resume: the rollout of ${before.began} succeeded. Begin a new one by ${commandFor(wanted, "up")}.`,
    ]);
  }
  const differences = [...otherWaves(wanted.plan.waves, before), ...otherTargets(wanted.targets ?? [], before.targets)];
  if (differences.length > 0) {
    const remedy = "say the same stacks, waves and targets as then, or begin anew without --resume";
    throw new RolloutRefused([
      `This is not the rollout of ${before.began}, which is to be resumed (${differences.join("; ")}): ${remedy}.`,
    ]);
  }
  const { outcome: _, ...rest } = before;
  return withWavesAgain(rest);
}

/** A wave that was brought back is done again, from what it was brought back to. */
function withWavesAgain(journal: JournalDocument): JournalDocument {
  const again = journal.waves.filter(({ phase }) => phase === WavePhase.RolledBack).flatMap(({ stacks }) => stacks);
  const stacks = Object.entries(journal.stacks).filter(
    ([stack, { state }]) => !(again.includes(stack) && state === StackState.RolledBack),
  );
  return {
    ...journal,
    waves: journal.waves.map((wave) =>
      wave.phase === WavePhase.RolledBack ? { name: wave.name, stacks: wave.stacks, phase: WavePhase.Open } : wave,
    ),
    stacks: Object.fromEntries(stacks),
  };
}

function otherWaves(waves: readonly Wave[], before: JournalDocument): string[] {
  const now = new Map(waves.map(({ name, stacks }) => [name, text(stacks)]));
  const then = new Map(before.waves.map(({ name, stacks }) => [name, text(stacks)]));
  const names = [...new Set([...then.keys(), ...now.keys()])];
  const differences = names
    .filter((name) => now.get(name) !== then.get(name))
    .map((name) => `wave ${name} had ${then.get(name) ?? "no stacks"} and has ${now.get(name) ?? "none now"}`);
  if (differences.length > 0) return differences;
  const order = [...now.keys()].join(", ");
  const orderThen = [...then.keys()].join(", ");
  return order === orderThen ? [] : [`the waves came in the order ${orderThen} and come in the order ${order}`];
}

function otherTargets(now: readonly string[], then: readonly string[]): string[] {
  if (text(now) === text(then)) return [];
  return [`it was confined to the targets ${text(then) || "(all)"} and is confined to ${text(now) || "(all)"}`];
}

/** The order of stacks in a wave decides nothing. */
function text(names: readonly string[]): string {
  return [...names].sort().join(", ");
}
