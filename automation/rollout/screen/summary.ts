import { counted } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { took } from "../../terminal/durations";
import { HealthAfterRollback, RolloutOutcome, type RolloutSummary, type StackSummary } from "../events";
import { changedResources, shownChanges } from "./changed";
import { tintOf } from "./line";
import { notPreviewed } from "./not-previewed";
import { textLines } from "./told";
import { Mark, markOf, NOUN, outcomeText, resourcesText, timeOf } from "./words";

const HEADING = ["  Stack", "Wave", "Outcome", "Resources", "Time"];

/** What came of a rollout: resources where they matter, one line per stack, and in full what is wrong with which. */
export function summaryText(summary: RolloutSummary, paint: Paint): string {
  const { operation } = summary;
  const stacks = inOrder(summary);
  return [
    ...changedResources(stacks, operation, paint),
    ...stackTable(stacks, operation, paint),
    ...stacks.flatMap((stack) => told(stack, "problem", paint)),
    ...stacks.flatMap((stack) => told(stack, "warning", paint)),
    "",
    paint.bold(endText(summary)),
  ].join("\n");
}

/** Stacks in the order in which they are worked on. */
function inOrder({ operation, stacks }: RolloutSummary): readonly StackSummary[] {
  if (operation !== Operation.Destroy) return stacks;
  const waves = [...new Set(stacks.map(({ wave }) => wave))].reverse();
  return waves.flatMap((name) => stacks.filter(({ wave }) => wave === name));
}

function stackTable(stacks: readonly StackSummary[], operation: Operation, paint: Paint): string[] {
  const rows = stacks.map((one) => [
    `${markOf(one.outcome)} ${one.stack}`,
    one.wave,
    outcomeText(one.outcome, operation),
    resourcesText({ ...one, changes: shownChanges(one, operation) }, operation),
    timeOf(one),
  ]);
  const [heading = "", ...lines] = table([HEADING, ...rows]);
  return [paint.bold(heading), ...lines.map((line, i) => tinted(line, markOf(stacks[i]?.outcome ?? "done"), paint))];
}

/** A line that is well has only its mark in colour. */
function tinted(line: string, mark: Mark, paint: Paint): string {
  const tint = paint[tintOf(mark)];
  return mark === Mark.Good ? `${tint(mark)}${line.slice(mark.length)}` : tint(line);
}

function told({ stack, problems, warnings }: StackSummary, kind: "problem" | "warning", paint: Paint): string[] {
  const texts = kind === "problem" ? problems : warnings;
  if (texts.length === 0) return [];
  const tint = kind === "problem" ? paint.red : paint.yellow;
  const heading = kind === "problem" ? stack : `${stack}: ${counted(texts.length, "warning")}`;
  return ["", tint(heading), ...texts.flatMap((text) => textLines(stack, text))];
}

function endText(summary: RolloutSummary): string {
  const { operation, outcome, stacks, seconds, stoppedAt } = summary;
  const noun = `The ${NOUN[operation]}`;
  const time = took(seconds);
  const at = stoppedAt === undefined ? "" : ` at wave ${stoppedAt}`;
  switch (outcome) {
    case RolloutOutcome.Succeeded:
      return notPreviewed(summary) ?? `${counted(stacks.length, "stack")} in ${time}.`;
    case RolloutOutcome.Stopped:
      return operation === Operation.Up || operation === Operation.Destroy
        ? `${noun} stopped${at} after ${time}.`
        : `${noun} failed for ${counted(stacks.filter(({ outcome: one }) => markOf(one) === Mark.Bad).length, "stack")}. It took ${time}.`;
    case RolloutOutcome.RolledBack:
      return `${noun} failed${at}, and the wave was brought back${healthText(summary)}. It took ${time}.`;
    case RolloutOutcome.RollbackFailed:
      return `${noun} failed${at}, and the wave could not be brought back as a whole. It took ${time}.`;
    case RolloutOutcome.Interrupted:
      return `${noun} was interrupted${at} after ${time}.`;
  }
}

/** Whether a wave that was brought back serves its consumers again; empty where that was not looked at. */
function healthText({ healthAfterRollback: health }: RolloutSummary): string {
  switch (health) {
    case undefined:
      return "";
    case HealthAfterRollback.Healthy:
      return " and is healthy again";
    case HealthAfterRollback.Unhealthy:
      return ", but is not healthy";
    case HealthAfterRollback.Unseen:
      return "; whether it is healthy again could not be seen";
    case HealthAfterRollback.NotWaitedFor:
      return "; whether it becomes healthy again was not waited for";
  }
}
