import { counted } from "../../../components/lib/words";
import { elapsed } from "../../terminal/durations";
import type { Line } from "./line";
import { type RolloutView, type StackView, WavePhase, type WaveView } from "./state";
import { isOver, waveHeading, waveLines } from "./wave-lines";
import { instantText, interruptionText } from "./words";

/** What the lines of a moment depend on besides the rollout. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Lines that the terminal has room for. */
  readonly rows: number;
  /** Character of the spinner. */
  readonly spinner: string;
}

/**
 * What a terminal shows of a rollout at a moment: every wave with its stacks. Where that is too long for the terminal,
 * waves that are over and those that wait become one line each, and of the others only those stacks are shown that
 * something is happening with.
 */
export function frame(view: RolloutView, moment: Moment): Line[] {
  const bottom = [{ indent: 0, text: "" }, ...footer(view, moment)];
  const room = Math.max(1, moment.rows - bottom.length);
  return [...fitting(view, moment, room).slice(0, room), ...bottom];
}

function fitting(view: RolloutView, moment: Moment, room: number): Line[] {
  const nameWidth = Math.max(0, ...view.waves.flatMap(({ stacks }) => stacks.map(({ name }) => name.length)));
  const whole = view.waves.map((wave) => waveLines(wave, nameWidth, view, moment));
  if (count(whole) <= room) return whole.flat();
  const short = view.waves.map((wave) =>
    isOver(wave) || wave.phase === "waiting"
      ? [waveHeading(wave, moment)]
      : waveLines(wave, nameWidth, view, moment, { onlyBusy: true }),
  );
  return short.flat();
}

function count(parts: readonly (readonly Line[])[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function footer({ waves, began, interrupted }: RolloutView, { now }: Moment): Line[] {
  const stacks = waves.flatMap((wave) => wave.stacks.map((stack) => isDone(wave, stack)));
  const ended = stacks.filter((done) => done).length;
  const time = elapsed((now - began) / 1000);
  const text = `${ended} of ${counted(stacks.length, "stack")} done, ${time}`;
  const { until, timeZone } = waves.find(({ phase }) => phase === "window") ?? {};
  const waiting = until === undefined ? "" : ` No window is open before ${instantText(until, timeZone)}.`;
  return [
    {
      indent: 0,
      tint: "dim",
      text: `${text}.${waiting}${interrupted === undefined ? " Ctrl-C finishes what runs." : ""}`,
    },
    ...(interrupted === undefined ? [] : [{ indent: 0, tint: "yellow" as const, text: interruptionText(interrupted) }]),
  ];
}

function isDone({ phase }: WaveView, { summary }: StackView): boolean {
  return summary !== undefined || phase === WavePhase.Earlier;
}
