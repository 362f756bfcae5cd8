import { nearest } from "../../components/lib/nearest";
import type { RegistryContents } from "../../functions/lib/ports";

const ACCOUNT = /^\d{12}$/;

/** Whether a word can be an account; no name begins with a digit. */
export function isAccount(word: string): boolean {
  return ACCOUNT.test(word);
}

/** The sentence about a word under which there is no consumer. */
export function noConsumer(word: string, { consumers, unreadable }: RegistryContents): string {
  if (isAccount(word)) return `No consumer has the account ${word}: it was never added, or is removed already.`;
  if (/^\d+$/.test(word)) {
    const digits = `${word.length} ${word.length === 1 ? "digit" : "digits"}`;
    return `There is no consumer ${word}: it has ${digits}, and the id of an account has 12.`;
  }
  const names = consumers.map(({ name }) => name);
  const meant = nearest(word, names);
  const never = `There is no consumer ${JSON.stringify(word)}: it was never added, or is removed already.`;
  if (meant !== undefined) return `${never} Did you mean ${meant}?`;
  if (unreadable.length === 0) return never;
  return `${never} It may be an entry that cannot be read; privatelink consumers list shows those.`;
}
