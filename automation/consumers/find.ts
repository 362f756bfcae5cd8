import { nearest } from "../../components/lib/nearest";
import type { Consumer } from "../../functions/lib/consumer";
import type { ConsumerRegistry } from "../../functions/lib/ports";
import { UnreadableItemError } from "../../functions/lib/registry/decoding";
import { Refused } from "../terminal/refused";

/** What to do about a damaged entry. */
export const MEND = "Put the item right in the table, or delete it and its name there and add the consumer anew.";

const ACCOUNT = /^\d{12}$/;

/** Whether a word can be an account; no name begins with a digit. */
export function isAccount(word: string): boolean {
  return ACCOUNT.test(word);
}

/** The consumer of a name or an account. Throws a {@link Refused} that says what there is instead. */
export async function findConsumer(registry: ConsumerRegistry, word: string): Promise<Consumer> {
  const found = await lookUp(registry, word);
  if (found !== undefined) return found;
  throw new Refused(await whyNot(registry, word));
}

/** The consumer of a name or an account; undefined where there is none. Throws a {@link Refused} for a damaged entry. */
export async function lookUp(registry: ConsumerRegistry, word: string): Promise<Consumer | undefined> {
  try {
    return await (isAccount(word) ? registry.byAccount(word) : registry.byName(word));
  } catch (error) {
    if (!(error instanceof UnreadableItemError)) throw error;
    throw new Refused(`${error.message.replace(/\.?$/, ".")} ${MEND}`);
  }
}

/** The sentence about a word under which there is no consumer. */
export async function whyNot(registry: ConsumerRegistry, word: string): Promise<string> {
  const { consumers, unreadable } = await registry.contents();
  if (isAccount(word)) return `No consumer has the account ${word}: it was never added, or is removed already.`;
  const names = consumers.map(({ name }) => name);
  const meant = nearest(word, names);
  const never = `There is no consumer ${JSON.stringify(word)}: it was never added, or is removed already.`;
  if (meant !== undefined) return `${never} Did you mean ${meant}?`;
  if (unreadable.length === 0) return never;
  return `${never} It may be an entry that cannot be read; privatelink consumers list shows those.`;
}
