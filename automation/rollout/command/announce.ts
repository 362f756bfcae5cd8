import { counted, listed } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { FailurePolicy, type GateSettings, type RolloutPlan, type Wave, type Window } from "../plan";
import { NOUN } from "../screen/words";

/** Columns that the stacks of a wave may take before they go on in the next line. */
const WIDEST = 80;
const DAYS = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export interface Announced {
  readonly operation: Operation;
  readonly plan: RolloutPlan;
  /** Name of the place, for people. */
  readonly place: string;
  /** Whether the gates of the waves are held. */
  readonly gates: boolean;
  readonly resume: boolean;
  /** Whether waits of the plan are left out. */
  readonly rehearsal: boolean;
  readonly targets: readonly string[];
  /** Stacks that the backend does not have: with the wrong backend, these are all, and AWS gets everything twice. */
  readonly fresh: readonly string[];
}

type Row = readonly [label: string, text: string];

/** What is going to be done, in which order, and what happens in between. */
export function announcement(announced: Announced, paint: Paint): string {
  const { operation, plan, resume } = announced;
  const waves = inOrder(operation, plan.waves);
  const stacks = waves.flatMap((wave) => wave.stacks);
  const what = `${NOUN[operation]} of ${counted(stacks.length, "stack")} in ${counted(waves.length, "wave")}`;
  const heading = resume ? `Going on with the ${what}` : capital(what);
  const rows = [...waves.flatMap(waveRows), ["", ""] as const, ...conditions(announced, waves)];
  return [paint.bold(heading), ...table(rows).map((line) => `  ${line}`.trimEnd())].join("\n");
}

/** Waves in the order in which they are worked on. */
export function inOrder(operation: Operation, waves: readonly Wave[]): readonly Wave[] {
  return operation === Operation.Destroy ? [...waves].reverse() : waves;
}

function waveRows({ name, stacks }: Wave): Row[] {
  return wrapped(stacks).map((text, i) => [i === 0 ? `Wave ${name}` : "", text]);
}

function conditions(
  { operation, plan, place, gates, rehearsal, targets, fresh }: Announced,
  waves: readonly Wave[],
): Row[] {
  const rows: Row[] = [["Where", place]];
  if (fresh.length > 0)
    rows.push(["New there", `${listed(fresh)}: everything of ${fresh.length === 1 ? "it" : "them"} is created`]);
  if (targets.length > 0) rows.push(["Only", targets.join(", ")]);
  if (waves.some(({ stacks }) => stacks.length > 1)) rows.push(["At once", atOnce(plan, waves)]);
  if (operation !== Operation.Up) return rows;
  rows.push(...ofWaves("After each wave", waves, (wave) => afterText(wave, gates, rehearsal)));
  rows.push(...ofWaves("On a failure", waves, failureText));
  if (plan.windows.length > 0) rows.push(["Waves begin", listed(plan.windows.map(windowText), "or")]);
  if (plan.leftOut.length > 0) rows.push(["In no wave", plan.leftOut.join(", ")]);
  if (rehearsal) rows.push(["A rehearsal", rehearsalText(waves, gates)]);
  return rows;
}

/** One row where it is the same for all waves, otherwise one for each. */
function ofWaves(label: string, waves: readonly Wave[], textOf: (wave: Wave) => string): Row[] {
  const texts = waves.map(textOf);
  const [first = ""] = texts;
  if (texts.every((text) => text === first)) return [[label, first]];
  return waves.map(({ name }, i) => [i === 0 ? label : "", `${name}: ${texts[i]}`]);
}

function atOnce({ parallel }: RolloutPlan, waves: readonly Wave[]): string {
  const wide = waves.filter(({ stacks }) => stacks.length > 1);
  const widths = wide.map((wave) => Math.min(wave.parallel, parallel));
  const [first = parallel] = widths;
  if (widths.every((width) => width === first)) return `${counted(first, "stack")} at most`;
  return `at most ${listed(wide.map(({ name }, i) => `${widths[i]} in ${name}`))}`;
}

function afterText({ gate, pauseMinutes }: Wave, gates: boolean, rehearsal: boolean): string {
  const looked = gates && gate !== undefined ? gateText(gate, rehearsal) : "nobody asks whether it is healthy";
  return pauseMinutes > 0 ? `${looked}; then a pause of ${pauseMinutes} min` : looked;
}

function failureText({ onFailure }: Wave): string {
  return onFailure === FailurePolicy.Rollback
    ? "the wave is brought back, and no further one begins"
    : "everything stays as it is, and no further wave begins";
}

/** What a rehearsal leaves out; on the sandbox nothing would answer a probe. */
function rehearsalText(waves: readonly Wave[], gates: boolean): string {
  const isProbed = gates && waves.some(({ gate }) => gate?.probe !== undefined);
  return `without ${isProbed ? "pauses, windows and the probe" : "pauses and windows"}, and with short gates`;
}

function gateText({ soakSeconds, timeoutMinutes, probe }: GateSettings, rehearsal: boolean): string {
  const probed = probe === undefined || rehearsal ? "" : `, and answering at ${probe.url}`;
  return `healthy within ${timeoutMinutes} min, and for ${soakSeconds} s on end${probed}`;
}

function windowText({ days, from, to, timeZone }: Window): string {
  return `${daysText(days)} ${from}-${to} (${timeZone})`;
}

/** `Mon-Fri`, or each day where they do not follow each other. */
function daysText(days: readonly number[]): string {
  const names = days.map((day) => DAYS[day] ?? String(day));
  const inARow = days.every((day, i) => i === 0 || day === (days[i - 1] ?? 0) + 1);
  return inARow && names.length > 2 ? `${names[0]}-${names.at(-1)}` : names.join(", ");
}

/** Words with commas, in lines. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  words.forEach((word, i) => {
    const text = i < words.length - 1 ? `${word},` : word;
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + text.length > WIDEST) lines.push(text);
    else lines[lines.length - 1] = `${last} ${text}`;
  });
  return lines;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
