import { counted } from "../../../components/lib/words";
import { isCounted } from "../../engine/event-log";
import { Operation, type ResourceStep } from "../../engine/operation";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { shortType } from "../../plan/render/tree";
import type { Changes, StackSummary } from "../events";
import { differenceLines } from "./difference-lines";

/** Where several stacks change, new resources of one from which on they are only counted: of a new stack, all are. */
const MOST_NEW = 20;
/** Where several stacks change, other resources that are shown of each: what Regions have in common would fill screens. */
const MOST_OF_SEVERAL = 25;

/** What is shown, what does harm first. */
const OPS = ["replace", "delete", "update", "import", "create"] as const;
type ShownOp = (typeof OPS)[number];

const MARKS: Readonly<Record<ShownOp, string>> = { create: "+", import: "+", update: "~", replace: "+-", delete: "-" };

const COLOURS = { create: "green", import: "green", update: "yellow", replace: "magenta", delete: "red" } as const;

interface Shown {
  readonly op: ShownOp;
  readonly step: ResourceStep;
}

/**
 * Below the name of each stack, the resources that a preview would change, or that a refresh found different, with what
 * differs. An update or a destroy has been asked for already; of it, the counts are enough.
 */
export function changedResources(stacks: readonly StackSummary[], operation: Operation, paint: Paint): string[] {
  if (operation !== Operation.Preview && operation !== Operation.Refresh) return [];
  const changed = stacks.map(({ stack, steps = [] }) => ({ stack, shown: shownOf(steps, operation) }));
  const some = changed.filter(({ shown }) => shown.length > 0);
  return some.flatMap(({ stack, shown }) => {
    const lines = some.length > 1 ? shortened(stack, shown, paint) : resourceLines(shown, paint);
    return [paint.bold(stack), ...lines, ""];
  });
}

/** The counts of a stack without what is not shown. */
export function shownChanges(
  { changes, steps = [] }: Pick<StackSummary, "changes" | "steps">,
  operation: Operation,
): Changes {
  const components = steps.filter((step) => isComponent(step, operation)).length;
  if (components === 0) return changes;
  const { update = 0, same = 0 } = changes;
  return { ...changes, update: Math.max(0, update - components), same: same + components };
}

/** A component by itself is nothing in AWS: a preview has it among the updates because of what is in it. */
function isComponent(step: ResourceStep, operation: Operation): boolean {
  return operation === Operation.Preview && step.op === "update" && differenceLines(step).length === 0;
}

function shownOf(steps: readonly ResourceStep[], operation: Operation): Shown[] {
  const visible = steps.filter((step) => isCounted(step.type) && !isComponent(step, operation));
  return OPS.flatMap((op) => visible.filter((step) => step.op === op).map((step) => ({ op, step })));
}

function shortened(stack: string, all: readonly Shown[], paint: Paint): string[] {
  const created = all.filter(({ op }) => op === "create");
  const isNew = created.length > MOST_NEW;
  const rest = isNew ? all.filter(({ op }) => op !== "create") : all;
  const left = rest.length - MOST_OF_SEVERAL;
  const hint = `; --stack ${stack} shows all of them`;
  return [
    ...resourceLines(rest.slice(0, MOST_OF_SEVERAL), paint),
    ...(left > 0 ? [`  and ${left} more${hint}`] : []),
    ...(isNew ? [paint.green(`  +   ${counted(created.length, "new resource")}${left > 0 ? "" : hint}`)] : []),
  ];
}

function resourceLines(shown: readonly Shown[], paint: Paint): string[] {
  const rows = shown.map(({ op, step: { type, name, replaces } }) => [
    MARKS[op].padEnd(2),
    shortType(type),
    name,
    replaces.length > 0 ? `replaced because of ${replaces.join(", ")}` : "",
  ]);
  const lines = table(rows);
  return shown.flatMap(({ op, step }, i) => [
    paint[COLOURS[op]](`  ${lines[i]}`),
    ...differenceLines(step).map((text) => paint.dim(`        ${text}`)),
  ]);
}
