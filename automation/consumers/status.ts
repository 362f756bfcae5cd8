import { type Consumer, ConsumerStatus } from "../../functions/lib/consumer";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { confirm } from "../terminal/confirm";
import { afterRejection, beforeAnother } from "./after-rejection";
import { auditEntry } from "./audit-entry";
import { type Doomed, doomedBy, sightings } from "./connections";
import { cut } from "./cut";
import { findConsumer } from "./find";
import { called, outlook, SOON } from "./outlook";
import { cutDocument, cutLines, doomText, failureLines, sightingLines, uncutLines } from "./render/doomed";
import { type Session, tell, tellBeside } from "./session";

export interface StatusOptions extends RegistryOptions {
  /** What the audit keeps as the reason. */
  readonly reason?: string;
}

/** Verbs that close a consumer's access, and the words about them. */
const CLOSINGS = {
  [ConsumerStatus.Suspended]: { action: "suspend", done: "Suspended", is: "is suspended", verb: "Suspend" },
  [ConsumerStatus.Ended]: { action: "end", done: "Ended", is: "has ended", verb: "End" },
} as const;
export type Closing = keyof typeof CLOSINGS;

/** `privatelink consumers suspend` and `end`: no connection is accepted any more, and those that are there are cut. */
export async function close(word: string, status: Closing, session: Session<StatusOptions>): Promise<number> {
  const { options, terminal } = session;
  const words = CLOSINGS[status];
  return session.withRegistry(async (context) => {
    const before = await findConsumer(context.registry, word);
    const seen = await sightings(context, new Set([before.account]));
    const expected = doomedBy([{ ...before, status }], seen.found, context.clock());
    if (options.yes !== true) {
      tellBeside(terminal, failureLines(seen.failures, `connections cannot be seen; the automation cuts them ${SOON}`));
    }
    const changes = before.status !== status;
    if (changes || expected.length > 0) {
      if (expected.length > 0) tellBeside(terminal, [`${words.verb} ${called(before)}:`, ...sightingLines(expected)]);
      await confirm(closingQuestion(words.verb, before, expected), options.yes, terminal);
    }
    const after = changes ? await withStatus(context, before, status, words.action, options.reason) : before;
    // Seen again: what was accepted while the question was open must go as well.
    const now = changes ? await sightings(context, new Set([after.account])) : seen;
    const report = await cut(context, doomedBy([after], now.found, context.clock()));
    const failures = [...now.failures, ...report.failures];
    const next = closedOutlook(after, report.rejected.length > 0);
    tell(session, { consumer: after, changed: changes, connections: cutDocument({ ...report, failures }), next }, [
      changes ? `${words.done} ${called(after)}.` : `${called(after)} ${words.is} already.`,
      ...cutLines(report),
      next,
    ]);
    tellBeside(terminal, uncutLines({ ...report, failures: [] }));
    tellBeside(terminal, failureLines(failures, `connections were not cut; the automation does it ${SOON}`));
    return failures.length + report.refused.length + report.postponed.length > 0 ? 1 : 0;
  });
}

function closingQuestion(verb: string, consumer: Consumer, doomed: readonly Doomed[]): string {
  const text = doomText(doomed);
  if (text === undefined) return `${verb} ${called(consumer)}, which has no connections?`;
  return `${verb} ${called(consumer)} and ${text}, which privatelink consumers resume does not undo?`;
}

function closedOutlook({ name, account }: Consumer, cut: boolean): string {
  const back = `privatelink consumers resume ${name} admits it again${cut ? ", but does not undo the cut" : ""}`;
  return `Account ${account} is no longer admitted ${SOON}; ${back}.`;
}

/** `privatelink consumers resume`. */
export async function resume(word: string, session: Session<StatusOptions>): Promise<number> {
  return session.withRegistry(async (context) => {
    const before = await findConsumer(context.registry, word);
    const active = before.status === ConsumerStatus.Active;
    const after = active
      ? before
      : await withStatus(context, before, ConsumerStatus.Active, "resume", session.options.reason);
    const next = [outlook(after, context.clock()), ...(active ? [] : [afterRejection(), ...beforeAnother(after)])];
    tell(session, { consumer: after, changed: !active, next: next.join(" ") }, [
      active ? `${called(after)} is active already.` : `Resumed ${called(after)}.`,
      ...next,
    ]);
    return 0;
  });
}

/** Writes the entry with another status; the entry as it then is. */
export async function withStatus(
  context: RegistryContext,
  before: Consumer,
  status: ConsumerStatus,
  action: string,
  reason: string | undefined,
): Promise<Consumer> {
  const { actor, clock, registry } = context;
  const revision = before.revision + 1;
  const after = { ...before, status, revision, updatedAt: clock().toISOString(), updatedBy: actor };
  await registry.replace(after, auditEntry(context, { action, before, after, reason }));
  return after;
}
