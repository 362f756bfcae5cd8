import type { Consumer } from "../../functions/lib/consumer";
import type { ConsumerRegistry } from "../../functions/lib/ports";
import { UnreadableItemError } from "../../functions/lib/registry/decoding";
import { Refused } from "../terminal/refused";
import { isAccount, noConsumer } from "./no-consumer";

/** What to do about a damaged entry. */
export const MEND = "Put the item right in the table, or delete it and its name there and add the consumer anew.";

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
  return noConsumer(word, await registry.contents());
}
