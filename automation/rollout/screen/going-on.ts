import { counted, listed } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import { RolloutOutcome, type RolloutSummary, StackOutcome, type StackSummary, type StillNew } from "../events";
import { aboutHealth } from "./about-health";

/** How the rollout was asked for, as far as the same has to be asked for again. */
export interface Invocation {
  /** Options of the command line that pick stacks, waves, file and place, for example `--sandbox --wave rest`. */
  readonly options: string;
  /** How a person looks at one stack by the engine alone; undefined on the sandbox, where the engine is not theirs. */
  readonly pulumi: boolean;
}

/** Outcomes of stacks that were stopped before they came to an end, good or bad. */
const UNFINISHED: ReadonlySet<StackOutcome> = new Set([StackOutcome.NotBegun, StackOutcome.Cancelled]);

/** What there is to do after a rollout; empty where everything is done. */
export function goingOn(summary: RolloutSummary, invocation: Invocation): string[] {
  if (summary.outcome === RolloutOutcome.Succeeded) return [];
  const stacks = aboutStacks(summary, invocation).flatMap((text) => ["", text]);
  return [...stacks, ...aboutCommand(summary, invocation)];
}

function aboutStacks(summary: RolloutSummary, { pulumi }: Invocation): string[] {
  const { stacks } = summary;
  const of = (outcome: StackOutcome): string[] =>
    stacks.filter((line) => line.outcome === outcome).map(({ stack }) => stack);
  const back = stacks.filter(({ outcome }) => outcome === StackOutcome.RolledBack);
  const stuck = of(StackOutcome.RollbackFailed);
  const cut = pulumi ? of(StackOutcome.Cancelled) : [];
  return [
    ...(back.length > 0 ? [broughtBackLines(back, aboutHealth(summary, { one: one(back), sandbox: !pulumi }))] : []),
    ...(stuck.length > 0
      ? [
          `${listed(stuck)} could not be brought back: see above why, and bring ${them(stuck)} up with settings that work.`,
        ]
      : []),
    ...(cut.length > 0
      ? [
          `${listed(cut)} ${was(cut)} cancelled halfway. Where an engine was killed, ${letGo(cut)} lets go of the stack.`,
        ]
      : []),
  ];
}

/** What the next update would bring again has to be corrected first, wherever it comes from. */
function broughtBackLines(back: readonly StackSummary[], health: string): string {
  const names = back.map(({ stack }) => stack);
  const of = (isMeant: (still: StillNew) => boolean): string[] =>
    back.filter(({ stillNew }) => stillNew !== undefined && isMeant(stillNew)).map(({ stack }) => stack);
  const files = of(({ settings }) => settings).map((stack) => `Pulumi.${stack}.yaml`);
  const archives = [...new Set(back.flatMap(({ stillNew }) => stillNew?.archives ?? []))];
  const runs = one(names) ? "runs what it" : "run what they";
  return [
    `${listed(names)} ${runs} ran before.${health}`,
    ...(files.length > 0
      ? [
          `${listed(files)} still ${one(files) ? "has" : "have"} the new settings, which the next update would bring again: correct or revert ${them(files)} first.`,
        ]
      : []),
    ...(archives.length > 0
      ? [
          `${listed(archives)} ${one(archives) ? "is" : "are"} still new, which the next update would bring again: build what should run first.`,
        ]
      : []),
    ...back.flatMap(({ stack, stillNew }) => (stillNew?.references ?? []).map((other) => referenceText(stack, other))),
  ].join("\n");
}

function referenceText(stack: string, { stack: other, text }: StillNew["references"][number]): string {
  return `${stack} ${text}, which still has the new one: correct ${other} and bring it up first.`;
}

function letGo(stacks: readonly string[]): string {
  return listed(
    stacks.map((stack) => `pulumi cancel --stack ${stack}`),
    "or",
  );
}

function them(names: readonly string[]): string {
  return one(names) ? "it" : "them";
}

function one({ length }: readonly unknown[]): boolean {
  return length === 1;
}

function was({ length }: readonly string[]): string {
  return length === 1 ? "was" : "were";
}

function aboutCommand({ operation, outcome, stacks, resumable }: RolloutSummary, { options }: Invocation): string[] {
  const again = ["privatelink", operation, options].filter((part) => part !== "").join(" ");
  if (operation === Operation.Up && resumable) {
    const when = outcome === RolloutOutcome.Interrupted ? "To go on" : "When the cause is gone, to go on";
    return ["", `${when} after the last healthy wave, or to begin anew:`, `  ${again} --resume`, `  ${again}`];
  }
  const left = stacks.filter(({ outcome: one }) => UNFINISHED.has(one)).length;
  const rest = left > 0 ? `, with the ${counted(left, "stack")} that ${left === 1 ? "was" : "were"} not finished` : "";
  return ["", `To do it again${rest}:`, `  ${again}`];
}
