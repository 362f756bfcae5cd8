import type { Consumer } from "./consumer";
import type { ExpiryWarning } from "./open-question";
import type { UnreadableItem } from "./ports";
import type { RunPlan } from "./run-report";
import { standingProblem } from "./validity";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whom to warn that its `validUntil` comes near, once for each `validUntil`, and which warnings are about nothing any
 * more, because the consumer is gone or its end was moved.
 *
 * @param sent Those of earlier runs; `undefined` when they could not be read, so that nobody is warned twice.
 * @param warningDays Days before the end; 0 for never.
 */
export function planWarnings(
  consumers: readonly Consumer[],
  unreadable: readonly UnreadableItem[],
  sent: readonly ExpiryWarning[] | undefined,
  now: Date,
  warningDays: number,
): RunPlan["warnings"] {
  if (sent === undefined || warningDays <= 0) return { send: [], forget: [] };
  const warnedOf = new Map(sent.map(({ account, validUntil }) => [account, validUntil]));
  const send = consumers.flatMap((consumer) => {
    const { account, validUntil } = consumer;
    if (validUntil === undefined || warnedOf.get(account) === validUntil) return [];
    return isNear(consumer, validUntil, now, warningDays) ? [{ consumer, validUntil }] : [];
  });

  const isWarnedAnew = new Set(send.map(({ consumer }) => consumer.account));
  const ends = new Map(consumers.map(({ account, validUntil }) => [account, validUntil]));
  const unreadableAccounts = new Set(unreadable.map(({ account }) => account));
  const forget = sent.filter(
    ({ account, validUntil }) =>
      ends.get(account) !== validUntil && !isWarnedAnew.has(account) && !unreadableAccounts.has(account),
  );
  return { send, forget: forget.map(({ account }) => account) };
}

function isNear(consumer: Consumer, validUntil: string, now: Date, warningDays: number): boolean {
  const problem = standingProblem({ ...consumer, validFrom: undefined }, now);
  return problem === undefined && Date.parse(validUntil) - now.getTime() <= warningDays * DAY_MS;
}
