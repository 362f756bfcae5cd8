import { counted } from "../../../components/lib/words";
import { Operation, type ResourceStep } from "../../engine/operation";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { shortType } from "../../plan/render/tree";
import type { StackSummary } from "../events";
import { differenceLines } from "./difference-lines";

/** New resources of a stack from which on they are only counted: those of a stack that is new are all of them. */
const MOST_NEW = 20;
/** Resources that are shown of each stack where several change: what Regions have in common would fill screens. */
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
    const most = some.length > 1 ? MOST_OF_SEVERAL : shown.length;
    const left = shown.length - most;
    const more = left > 0 ? [`  and ${left} more; --stack ${stack} shows all of them`] : [];
    return [paint.bold(stack), ...resourceLines(shown.slice(0, most), paint), ...more, ""];
  });
}

/** A component by itself is nothing in AWS: a preview has it among the updates because of what is in it. */
function shownOf(steps: readonly ResourceStep[], operation: Operation): Shown[] {
  const isComponent = (step: ResourceStep): boolean =>
    operation === Operation.Preview && step.op === "update" && differenceLines(step).length === 0;
  return OPS.flatMap((op) =>
    steps.filter((step) => step.op === op && !isComponent(step)).map((step) => ({ op, step })),
  );
}

function resourceLines(all: readonly Shown[], paint: Paint): string[] {
  const created = all.filter(({ op }) => op === "create");
  const isLong = created.length > MOST_NEW;
  const shown = isLong ? all.filter(({ op }) => op !== "create") : all;
  const rows = shown.map(({ op, step: { type, name, replaces } }) => [
    MARKS[op].padEnd(2),
    shortType(type),
    name,
    replaces.length > 0 ? `replaced because of ${replaces.join(", ")}` : "",
  ]);
  const lines = table(rows);
  return [
    ...shown.flatMap(({ op, step }, i) => [
      paint[COLOURS[op]](`  ${lines[i]}`),
      ...differenceLines(step).map((text) => paint.dim(`        ${text}`)),
    ]),
    ...(isLong ? [paint.green(`  +   ${counted(created.length, "new resource")}`)] : []),
  ];
}
