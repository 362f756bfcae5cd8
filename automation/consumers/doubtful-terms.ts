import { type Problem, show } from "../../components/lib/problem";
import { listed } from "../../components/lib/words";
import type { Consumer } from "../../functions/lib/consumer";
import type { RegistryContext } from "../registry/context";
import { confirm } from "../terminal/confirm";
import type { Step } from "./losses";
import { called } from "./outlook";
import { type Session, tellBeside } from "./session";
import { dateText } from "./words";

/** Years ahead from which an end is more likely a mistyped one. */
const FAR_YEARS = 20;

/** A new consumer whose time is over already would be let in by nobody, so the date is taken for a mistake. */
export function endProblems({ validUntil }: Pick<Consumer, "validUntil">, now: Date): Problem[] {
  if (validUntil === undefined || !isPast(validUntil, now)) return [];
  const remedy = "use a later one, or leave it out where there is no end";
  return [{ path: "validUntil", value: validUntil, rule: "is in the past", remedy }];
}

/** Warns of an end that is over or far away, and asks where a service is named that no stack has published. */
export async function confirmTerms(
  { options: { yes }, terminal }: Pick<Session, "options" | "terminal">,
  context: RegistryContext,
  { before, after }: Step,
  title: string,
): Promise<void> {
  if (after.validUntil !== before?.validUntil) tellBeside(terminal, endWarnings(after, context.clock()));
  const added = after.services?.filter((name) => before?.services?.includes(name) !== true) ?? [];
  if (added.length === 0) return;
  const published = [...new Set((await context.registry.services()).map(({ name }) => name))].sort();
  const unknown = added.filter((name) => !published.includes(name));
  if (unknown.length === 0) return;
  const known = published.length === 0 ? "no service is published yet" : `published: ${listed(published)}`;
  tellBeside(terminal, [`No stack has published a service ${listed(unknown.map(show))}; ${known}.`]);
  await confirm(`${title} all the same?`, yes, terminal);
}

function endWarnings(consumer: Consumer, now: Date): string[] {
  const { validUntil } = consumer;
  if (validUntil === undefined) return [];
  if (isPast(validUntil, now)) {
    return [`The end, ${dateText(validUntil)}, is in the past: it cuts all connections of ${called(consumer)}.`];
  }
  const far = new Date(now);
  far.setUTCFullYear(far.getUTCFullYear() + FAR_YEARS);
  if (Date.parse(validUntil) <= far.getTime()) return [];
  return [
    `The end, ${dateText(validUntil)}, is more than ${FAR_YEARS} years ahead; is the year right? ` +
      "Leave the end out where there is none.",
  ];
}

function isPast(instant: string, now: Date): boolean {
  return Date.parse(instant) <= now.getTime();
}
