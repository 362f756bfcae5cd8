import type { RolloutEvent, StackSummary } from "saas-privatelink/automation";

/** What people are told of an event; undefined for one that is not worth a message. */
export function messageOf(event: RolloutEvent): string | undefined {
  switch (event.type) {
    case "rollout-began":
      return `Release begins: ${event.waves.map(({ name, stacks }) => `${name} (${stacks.join(", ")})`).join(", then ")}.`;
    case "stack-ended":
      return stackMessage(event.summary);
    case "gate-ended":
      return event.healthy
        ? `Wave ${event.wave} is healthy.`
        : `Wave ${event.wave} is not healthy: ${reasons(event.reasons)}`;
    case "rollback-began":
      return `Wave ${event.wave} is brought back: ${event.stacks.join(", ")}.`;
    case "rollout-ended":
      return `Release ${event.summary.outcome} after ${Math.round(event.summary.seconds)} s.`;
    default:
      return undefined;
  }
}

function stackMessage({ stack, outcome, changes, problems }: StackSummary): string {
  const changed = Object.entries(changes).filter(([what, count]) => what !== "same" && count > 0);
  const counts = changed.map(([what, count]) => `${count} ${what}`).join(", ");
  return [`${stack}: ${outcome}${counts === "" ? "" : ` (${counts})`}`, ...problems].join("\n  ");
}

function reasons(byStack: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(byStack)
    .map(([stack, texts]) => `${stack}: ${texts.join("; ")}`)
    .join(". ");
}
