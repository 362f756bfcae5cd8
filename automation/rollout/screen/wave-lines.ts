import { counted } from "../../../components/lib/words";
import { elapsed } from "../../terminal/durations";
import type { Moment } from "./frame";
import { type Line, tintOf } from "./line";
import { type GateView, type RolloutView, type StackView, WavePhase, type WaveView } from "./state";
import { findingText, textLines } from "./told";
import { changesText, doing, gateName, instantText, Mark, markOf, outcomeText, timeOf } from "./words";

const OUTCOME_WIDTH = "rollback failed".length;
const CHANGES_WIDTH = 34;

/** Whether nothing more happens with a wave. */
export function isOver({ phase }: WaveView): boolean {
  const over: readonly WavePhase[] = [WavePhase.Healthy, WavePhase.Earlier, WavePhase.Unhealthy, WavePhase.Pause];
  return over.includes(phase);
}

export interface WaveLinesOptions {
  /** Leaves out stacks that wait and those that came out well, and says how many they are. */
  readonly onlyBusy?: boolean;
}

/** A wave with its stacks and what its gate waits for. */
export function waveLines(
  wave: WaveView,
  nameWidth: number,
  view: RolloutView,
  moment: Moment,
  { onlyBusy = false }: WaveLinesOptions = {},
): Line[] {
  if (wave.phase === WavePhase.Earlier) return [waveHeading(wave, moment)];
  const shown = onlyBusy ? wave.stacks.filter(isBusy) : wave.stacks;
  const leftOut = wave.stacks.length - shown.length;
  return [
    waveHeading(wave, moment),
    ...shown.flatMap((stack) => [stackLine(stack, wave, nameWidth, view, moment), ...problemLines(stack, wave)]),
    ...(leftOut === 0 ? [] : [{ indent: 6, tint: "dim" as const, text: leftOutText(wave.stacks, leftOut) }]),
    ...(wave.phase === WavePhase.Gate ? waitedFor(wave.gate) : []),
  ];
}

/** A wave in one line. */
export function waveHeading(wave: WaveView, moment: Moment): Line {
  const { phase, name } = wave;
  const text = `${name}  ${phaseText(wave, moment)}`;
  switch (phase) {
    case WavePhase.Waiting:
      return { indent: 2, mark: Mark.Quiet, tint: tintOf(Mark.Quiet), text };
    case WavePhase.Healthy:
    case WavePhase.Earlier:
    case WavePhase.Pause:
      return { indent: 2, mark: Mark.Good, tint: tintOf(Mark.Good), text };
    case WavePhase.Unhealthy:
      return { indent: 2, mark: Mark.Bad, tint: tintOf(Mark.Bad), text };
    default:
      return { indent: 2, mark: moment.spinner, tint: "cyan", text };
  }
}

function phaseText({ phase, gate, afterRollback, since, until, timeZone, stacks }: WaveView, { now }: Moment): string {
  const ended = stacks.filter(({ summary }) => summary !== undefined).length;
  const time = elapsed((now - since) / 1000);
  switch (phase) {
    case WavePhase.Waiting:
      return counted(stacks.length, "stack");
    case WavePhase.Window:
      return `waits for its window, ${instantText(until ?? "", timeZone)}`;
    case WavePhase.Running:
      return `${ended} of ${counted(stacks.length, "stack")}`;
    case WavePhase.Gate:
      return `${gateName(afterRollback)}: ${gateText(gate)}, ${time}`;
    case WavePhase.Rollback:
      return `is brought back, ${time}`;
    case WavePhase.Pause:
      return `pause until ${instantText(until ?? "")}`;
    case WavePhase.Healthy:
      return counted(stacks.length, "stack");
    case WavePhase.Earlier:
      return `${counted(stacks.length, "stack")}, done earlier`;
    case WavePhase.Unhealthy:
      return "failed";
  }
}

/** What a gate says in a few words. */
export function gateText(gate: GateView | undefined): string {
  if (gate === undefined) return "looking";
  const findings = Object.values(gate.unhealthy).flat();
  if (findings.length > 0) return `waiting for ${counted(findings.length, "thing")} to become healthy`;
  return `healthy for ${Math.floor(gate.healthySeconds)} of ${gate.soakSeconds} s`;
}

/** What is wrong with a stack, in its first line: the summary has all of it. */
function problemLines({ name, summary }: StackView, { reasons }: WaveView): Line[] {
  const failed = summary !== undefined && markOf(summary.outcome) === Mark.Bad ? summary.problems : [];
  const problems = [...new Set([...failed, ...(reasons?.[name] ?? [])])];
  return problems.map((text) => ({ indent: 8, tint: "red" as const, text: textLines(name, text)[0]?.trim() ?? "" }));
}

function waitedFor(gate: GateView | undefined): Line[] {
  return Object.entries(gate?.unhealthy ?? {}).flatMap(([stack, findings]) =>
    findings.map((finding) => ({ indent: 8, tint: "yellow" as const, text: findingText(stack, finding) })),
  );
}

function isBusy({ operation, summary }: StackView): boolean {
  return operation !== undefined || (summary !== undefined && markOf(summary.outcome) !== Mark.Good);
}

function leftOutText(stacks: readonly StackView[], leftOut: number): string {
  const good = stacks.filter(({ summary }) => summary !== undefined && markOf(summary.outcome) === Mark.Good).length;
  const waiting = leftOut - good;
  const parts = [...(good > 0 ? [`${good} done`] : []), ...(waiting > 0 ? [`${waiting} waiting`] : [])];
  return `and ${parts.join(", ")}`;
}

function stackLine(
  stack: StackView,
  { phase }: WaveView,
  nameWidth: number,
  view: RolloutView,
  { now, spinner }: Moment,
): Line {
  const row = (outcome: string, what: string, time: string): string =>
    [stack.name.padEnd(nameWidth), outcome.padEnd(OUTCOME_WIDTH), what.padEnd(CHANGES_WIDTH), time]
      .join("  ")
      .trimEnd();
  const { operation, began, summary } = stack;
  if (operation !== undefined) {
    const time = elapsed((now - (began ?? now)) / 1000);
    return {
      indent: 4,
      mark: spinner,
      tint: "cyan",
      text: row(doing(operation, phase === WavePhase.Rollback), progressText(stack), time),
    };
  }
  if (summary === undefined) return { indent: 4, mark: Mark.Quiet, tint: "dim", text: row("waiting", "", "") };
  const { outcome, changes } = summary;
  const mark = markOf(outcome);
  const what = changesText(changes, view.operation);
  return {
    indent: 4,
    mark,
    tint: tintOf(mark),
    text: row(outcomeText(outcome, view.operation), what, timeOf(summary)),
  };
}

/** How far an operation is. */
export function progressText({ done, running }: Pick<StackView, "done" | "running">): string {
  if (done === 0 && running === 0) return "starting";
  return running === 0 ? `${done} resources` : `${done} resources, ${running} under way`;
}
