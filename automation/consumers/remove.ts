import { setTimeout as pause } from "node:timers/promises";
import { listed } from "../../components/lib/words";
import { type Consumer, ConsumerStatus } from "../../functions/lib/consumer";
import { ChangedMeanwhile } from "../../functions/lib/registry/conflicts";
import type { RegistryContext } from "../registry/context";
import { confirm } from "../terminal/confirm";
import { Refused } from "../terminal/refused";
import { auditEntry } from "./audit-entry";
import { clear, type Pace } from "./clearing";
import { doomedBy, sightings } from "./connections";
import { lookUp, whyNot } from "./find";
import { isAccount } from "./no-consumer";
import { called } from "./outlook";
import { type Withdrawn, withdrawPrincipals } from "./principals";
import { cutLines, doomText, failureLines, sightingDocument, sightingLines } from "./render/doomed";
import { type Session, tell, tellBeside } from "./session";
import { type StatusOptions, withStatus } from "./status";
import { dateText } from "./words";

/**
 * `privatelink consumers remove`: ends the contract, so that nothing is accepted any more, rejects the connections, takes
 * the principals away, and then the entry. Each step leaves what the next run needs to go on from there.
 */
export async function remove(
  word: string,
  session: Session<StatusOptions>,
  wait: Pace["pause"] = (milliseconds) => pause(milliseconds),
): Promise<number> {
  return session.withRegistry(async (context) => {
    const before = await lookUp(context.registry, word);
    if (before === undefined) return isGone(word, context, session);
    await askFirst(before, context, session);
    const after = await ended(before, context, session.options.reason);
    const pace = {
      pause: wait,
      waiting: (until: Date) =>
        tellBeside(session.terminal, [
          `A run of the automation that began before may still accept what was waiting; looking again at ${dateText(until.toISOString())}.`,
        ]),
    };
    const activeUntil = before.status === ConsumerStatus.Active ? after.updatedAt : before.updatedAt;
    const { rejected, obstacles } = await clear(context, after, activeUntil, pace);
    refuseOn(obstacles, after);
    const { withdrawn, failures } = await withdrawPrincipals(context, after.account);
    refuseOn(failureLines(failures, "its principals could not be removed"), after);
    await takeAway(after, context, session.options.reason);
    const report = { rejected, refused: [], postponed: [], failures: [] };
    tell(
      session,
      {
        removed: { name: after.name, account: after.account },
        connections: rejected.map(sightingDocument),
        principals: withdrawn.map(withdrawnDocument),
      },
      [...cutLines(report), ...withdrawn.flatMap(withdrawnLines), `Removed ${called(after)}. Its audit stays.`],
    );
    return 0;
  });
}

/** A run that was cut off after its last step has done all; the audit of the account says so. */
async function isGone(word: string, { registry }: RegistryContext, session: Session<StatusOptions>): Promise<number> {
  const last = isAccount(word) ? (await registry.audit(word)).at(-1) : undefined;
  if (last?.action !== "remove") throw new Refused(await whyNot(registry, word));
  const { consumer: name = "", account, at, actor } = last;
  tell(session, { removed: { name, account }, connections: [], principals: [] }, [
    `${called({ name, account })} was removed already, at ${dateText(at)} by ${actor}.`,
  ]);
  return 0;
}

async function askFirst(before: Consumer, context: RegistryContext, session: Session<StatusOptions>): Promise<void> {
  const { options, terminal } = session;
  const { found, failures } = await sightings(context, new Set([before.account]));
  const doomed = doomedBy([{ ...before, status: ConsumerStatus.Ended }], found, context.clock());
  tellBeside(terminal, failureLines(failures, "connections cannot be seen"));
  if (failures.length > 0) throw new Refused(`${called(before)} is not removed: nothing was changed.`);
  if (doomed.length > 0) tellBeside(terminal, [`Remove ${called(before)}:`, ...sightingLines(doomed)]);
  const text = doomText(doomed);
  const what = text === undefined ? ", which has no connections," : `, ${text}`;
  await confirm(`End ${called(before)}${what} and take its entry out of the registry?`, options.yes, terminal);
}

async function ended(before: Consumer, context: RegistryContext, reason: string | undefined): Promise<Consumer> {
  if (before.status === ConsumerStatus.Ended) return before;
  return withStatus(context, before, ConsumerStatus.Ended, "end", reason ?? "remove");
}

async function takeAway(after: Consumer, context: RegistryContext, reason: string | undefined): Promise<void> {
  try {
    await context.registry.remove(after, auditEntry(context, { action: "remove", before: after, reason }));
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    // Another one has removed it as well.
    if ((await lookUp(context.registry, after.account)) === undefined) return;
    throw new Refused(
      `${called(after)} is not removed: its entry was changed by another meanwhile. ` +
        `Look at it by privatelink consumers show ${after.name}, and run the command again if it is still to go.`,
    );
  }
}

function refuseOn(obstacles: readonly string[], consumer: Consumer): void {
  if (obstacles.length === 0) return;
  const state = `${called(consumer)} is not removed. Its entry stays and nothing new is accepted; run the command again to go on.`;
  throw new Refused([...obstacles, state].join("\n"));
}

function withdrawnLines({ service, removed, kept }: Withdrawn): string[] {
  const where = `${service.name} in ${service.region}`;
  return [
    ...(removed.length === 0 ? [] : [`No longer admitted to ${where}: ${listed(removed)}.`]),
    ...(kept.length === 0
      ? []
      : [`Still admitted to ${where} by its stack: ${listed(kept)}; take it out of access.allowedPrincipals.`]),
  ];
}

function withdrawnDocument({ service, removed, kept }: Withdrawn): object {
  return { service: service.name, serviceId: service.serviceId, serviceRegion: service.region, removed, kept };
}
