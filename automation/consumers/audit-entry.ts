import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import type { Consumer } from "../../functions/lib/consumer";
import type { RegistryContext } from "../registry/context";
import { changesOf, changeText } from "./changes";

/** A change of a consumer's entry, as the audit keeps it. */
export interface ConsumerChange {
  /** For example `add`, `update`, `suspend`. */
  readonly action: string;
  readonly before?: Consumer;
  readonly after?: Consumer;
  /** What the person gave as reason. */
  readonly reason?: string | undefined;
}

/** The audit entry of a change. Its time is that of the change. */
export function auditEntry(
  { actor, clock }: Pick<RegistryContext, "actor" | "clock">,
  { action, before, after, reason }: ConsumerChange,
): AuditEntry {
  const consumer = after ?? before;
  if (consumer === undefined) throw new Error(`The audit of ${action} is about no consumer.`);
  return {
    subject: AuditSubject.Consumer,
    id: consumer.account,
    at: after?.updatedAt ?? clock().toISOString(),
    actor,
    action,
    ...(before === undefined ? {} : { before: before.status }),
    ...(after === undefined ? {} : { after: after.status }),
    reason: reason ?? action,
    explanation: explanation(before, after),
    account: consumer.account,
    consumer: consumer.name,
    revision: consumer.revision,
  };
}

function explanation(before: Consumer | undefined, after: Consumer | undefined): string {
  const name = (after ?? before)?.name;
  if (after === undefined) return `The entry of ${name} was taken away.`;
  if (before === undefined) return `The entry of ${name} was added.`;
  return `The entry of ${name} was changed: ${changesOf(before, after).map(changeText).join("; ")}.`;
}
