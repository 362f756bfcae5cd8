import { counted, listed } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import { RolloutOutcome, type RolloutSummary, StackOutcome } from "../events";

/** How the rollout was asked for, as far as the same has to be asked for again. */
export interface Invocation {
  /** Options of the command line that pick stacks, waves, file and place, for example `--sandbox --wave rest`. */
  readonly options: string;
  /** How a person looks at one stack by the engine alone; undefined on the sandbox, where the engine is not theirs. */
  readonly pulumi: boolean;
}

/** What there is to do after a rollout; empty where everything is done. */
export function goingOn(summary: RolloutSummary, invocation: Invocation): string[] {
  if (summary.outcome === RolloutOutcome.Succeeded) return aboutNew(summary);
  const stacks = aboutStacks(summary, invocation).flatMap((text) => ["", text]);
  return [...stacks, ...aboutCommand(summary, invocation)];
}

/** A preview is of the difference from what is there. */
function aboutNew({ operation, stacks }: RolloutSummary): string[] {
  const fresh = stacks.filter(({ outcome }) => outcome === StackOutcome.NotThere).map(({ stack }) => stack);
  if (operation !== Operation.Preview || fresh.length === 0) return [];
  const options = fresh.length === stacks.length ? "" : fresh.map((stack) => ` --stack ${stack}`).join("");
  return [
    "",
    `${listed(fresh)} ${was(fresh)} never brought up. To see what that would create:`,
    `  privatelink plan${options}`,
  ];
}

function aboutStacks({ stacks }: RolloutSummary, { pulumi }: Invocation): string[] {
  const of = (outcome: StackOutcome): string[] =>
    stacks.filter((one) => one.outcome === outcome).map(({ stack }) => stack);
  const back = of(StackOutcome.RolledBack);
  const stuck = of(StackOutcome.RollbackFailed);
  const cut = pulumi ? of(StackOutcome.Cancelled) : [];
  return [
    ...(back.length > 0 ? [broughtBackText(back)] : []),
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

function broughtBackText(stacks: readonly string[]): string {
  const files = listed(stacks.map((stack) => `Pulumi.${stack}.yaml`));
  const [runs, has, it] = stacks.length === 1 ? ["runs what it", "has", "it"] : ["run what they", "have", "them"];
  return [
    `${listed(stacks)} ${runs} ran before.`,
    `${files} still ${has} the new settings, which the next update would bring again: correct or revert ${it} first.`,
  ].join("\n");
}

function letGo(stacks: readonly string[]): string {
  return listed(
    stacks.map((stack) => `pulumi cancel --stack ${stack}`),
    "or",
  );
}

function them({ length }: readonly string[]): string {
  return length === 1 ? "it" : "them";
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
  const left = stacks.filter(({ outcome: one }) => one === StackOutcome.NotBegun).length;
  const rest = left > 0 ? `, with the ${counted(left, "stack")} that ${left === 1 ? "was" : "were"} not begun` : "";
  return ["", `To do it again${rest}:`, `  ${again}`];
}
