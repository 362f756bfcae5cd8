import { Operation, type RolloutEvent, resourcesText, type StackSummary } from "saas-privatelink/automation";

/** What people are told of an event; undefined for one that is not worth a message. */
export function messageOf(event: RolloutEvent): string | undefined {
  switch (event.type) {
    case "rollout-began":
      return `Release begins: ${event.waves.map(({ name, stacks }) => `${name} (${stacks.join(", ")})`).join(", then ")}.`;
    case "stack-ended":
      return stackMessage(event.summary);
    case "gate-ended": {
      const when = event.afterRollback ? " after it was brought back" : "";
      return event.healthy
        ? `Wave ${event.wave} is healthy${when}.`
        : `Wave ${event.wave} is not healthy${when}: ${reasons(event.reasons)}`;
    }
    case "rollback-began":
      return `Wave ${event.wave} is brought back: ${event.stacks.join(", ")}.`;
    case "rollout-ended":
      return `Release ${event.summary.outcome} after ${Math.round(event.summary.seconds)} s.`;
    default:
      return undefined;
  }
}

function stackMessage(summary: StackSummary): string {
  const { stack, outcome, problems } = summary;
  const changes = { ...summary.changes, same: 0 };
  const resources = resourcesText({ ...summary, changes }, Operation.Up);
  return [`${stack}: ${outcome}${resources === "" ? "" : ` (${resources})`}`, ...problems].join("\n  ");
}

function reasons(byStack: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(byStack)
    .map(([stack, texts]) => `${stack}: ${texts.join("; ")}`)
    .join(". ");
}
