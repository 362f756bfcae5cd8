import type { StackPlan } from "../model";
import { changeCounts, changeLines } from "./changes";
import { outputs } from "./outputs";
import type { Paint } from "./paint";
import { tree } from "./tree";

/** A plan for people: the tree, the outputs, and what changed since the last plan. */
export function renderStack(plan: StackPlan, paint: Paint): string {
  const { stack, region, resources } = plan;
  const sections = [
    paint.bold(`Stack ${stack} in ${region}: ${resources.length} resources`),
    tree(resources, plan.changes ?? [], paint).join("\n"),
    ...(Object.keys(plan.outputs).length > 0
      ? [[paint.bold("Outputs"), ...indented(outputs(plan.outputs))].join("\n")]
      : []),
    changed(plan, paint),
  ];
  return `${sections.join("\n\n")}\n`;
}

function changed({ changes, lastTime, resources }: StackPlan, paint: Paint): string {
  if (lastTime === undefined) {
    return `${paint.bold("Changes")}\n  There is no earlier plan: all ${resources.length} resources are new.`;
  }
  if (changes === undefined) {
    return `${paint.bold("Changes")}\n  The plan of ${lastTime} was made by another version of the sandbox and cannot be compared.`;
  }
  const heading = paint.bold(`Changes since the plan of ${lastTime}`);
  return [heading, ...indented([...changeLines(changes, paint), changeCounts(changes, resources.length)])].join("\n");
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
