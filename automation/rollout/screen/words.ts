import { DateTime } from "luxon";
import { Operation } from "../../engine/operation";
import { took } from "../../terminal/durations";
import { type Changes, StackOutcome, type StackSummary } from "../events";

const DOING: Readonly<Record<Operation, string>> = {
  [Operation.Up]: "updating",
  [Operation.Preview]: "previewing",
  [Operation.Refresh]: "refreshing",
  [Operation.Destroy]: "destroying",
};

/** What is being done with a stack. A rollback is an update, too. */
export function doing(operation: Operation, isRollback: boolean): string {
  return isRollback ? "bringing back" : DOING[operation];
}

/** What a gate is called. */
export function gateName(afterRollback = false): string {
  return afterRollback ? "gate after the rollback" : "gate";
}

/** The operation as a noun: `The update of us-east-1`. */
export const NOUN: Readonly<Record<Operation, string>> = {
  [Operation.Up]: "update",
  [Operation.Preview]: "preview",
  [Operation.Refresh]: "refresh",
  [Operation.Destroy]: "destroy",
};

type Counts = readonly (readonly [op: string, text: string])[];

const DONE: Counts = [
  ["create", "created"],
  ["import", "imported"],
  ["update", "updated"],
  ["replace", "replaced"],
  ["delete", "deleted"],
  ["same", "unchanged"],
];

// The steps of which a replacement consists are left out: the engine counts them besides the replacement itself.
const COUNTS: Readonly<Record<Operation, Counts>> = {
  [Operation.Up]: DONE,
  [Operation.Destroy]: DONE,
  [Operation.Preview]: DONE.map(([op, text]) => [op, op === "same" ? text : `to ${op}`]),
  [Operation.Refresh]: [
    ["update", "different"],
    ["delete", "gone"],
    ["same", "unchanged"],
  ],
};

/** For example `2 created, 64 unchanged`; of a preview, `2 to create, 64 unchanged`; empty where nothing was done. */
export function changesText(changes: Changes, operation: Operation): string {
  const parts = COUNTS[operation].flatMap(([op, text]) => {
    const count = changes[op] ?? 0;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  return parts.join(", ");
}

/** The changes of a stack; where it did not come to its end, how far it came: `88 deleted, then failed`. */
export function resourcesText(
  { outcome, changes }: Pick<StackSummary, "outcome" | "changes">,
  operation: Operation,
): string {
  const text = changesText(changes, operation);
  const isCut = outcome === StackOutcome.Failed || outcome === StackOutcome.Cancelled;
  return isCut && text !== "" ? `${text}, then ${outcome}` : text;
}

/** What the eye finds a line by; the word beside it says the same. */
export const Mark = { Good: "✔", Bad: "✖", Back: "↩", Quiet: "·" } as const;
export type Mark = (typeof Mark)[keyof typeof Mark];

const MARKS: Readonly<Record<StackOutcome, Mark>> = {
  [StackOutcome.Done]: Mark.Good,
  [StackOutcome.Unchanged]: Mark.Good,
  [StackOutcome.Earlier]: Mark.Good,
  [StackOutcome.Failed]: Mark.Bad,
  [StackOutcome.Cancelled]: Mark.Bad,
  [StackOutcome.Unhealthy]: Mark.Bad,
  [StackOutcome.RollbackFailed]: Mark.Bad,
  [StackOutcome.RolledBack]: Mark.Back,
  [StackOutcome.NotBegun]: Mark.Quiet,
  [StackOutcome.NotThere]: Mark.Quiet,
};

/** An outcome in words: a preview has done nothing yet. */
export function outcomeText(outcome: StackOutcome, operation: Operation): string {
  return outcome === StackOutcome.Done && operation === Operation.Preview ? "to change" : outcome;
}

/** The mark of an outcome. */
export function markOf(outcome: StackOutcome): Mark {
  return MARKS[outcome];
}

/** How long a stack took; empty for one that nothing was done with. */
export function timeOf({ outcome, seconds }: Pick<StackSummary, "outcome" | "seconds">): string {
  return seconds === 0 || outcome === StackOutcome.NotThere ? "" : took(seconds);
}

/** `2026-11-21 17:05 UTC`, of an instant in ISO 8601, by the clocks of a zone with its name. */
export function instantText(instant: string, timeZone = "UTC"): string {
  const local = DateTime.fromISO(instant, { zone: timeZone, locale: "en" });
  return `${local.toFormat("yyyy-MM-dd HH:mm")} ${timeZone}`;
}

/** What the first Ctrl-C does, and what the second one. */
export function interruptionText(how: "drain" | "cancel"): string {
  return how === "drain"
    ? "Finishing what runs; nothing more is begun. Ctrl-C again cancels it."
    : "Cancelling: each engine ends what it has begun in AWS, and lets go of it.";
}
