import type { z } from "zod";
import { sentence } from "../../../components/lib/problem";
import { judge, type Rule } from "../../../components/lib/schema/judge";
import { fromItem, type Item, type Plain, StrangeAttribute } from "./attributes";
import { type Key, keyText } from "./keys";

/** What an item says, or why it cannot be read. */
export type Decoded<T> = { readonly value: T } | { readonly key: Key; readonly problem: string };

const MOST_SENTENCES = 3;

/** Reads an item by a schema of what is beside its key, and rules that hold it against its key. Never throws. */
export function decode<S extends z.ZodType>(
  item: Item,
  schema: S,
  rules: (key: Key) => readonly Rule<z.output<S>>[],
): Decoded<z.output<S>> {
  const key = { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" };
  const plain = plainOf(item);
  if (typeof plain === "string") return { key, problem: plain };
  const { pk: _pk, sk: _sk, ...rest } = plain;
  const judged = judge(schema, rest, rules(key));
  if ("value" in judged) return judged;
  const sentences = judged.problems.slice(0, MOST_SENTENCES).map(sentence);
  const more = judged.problems.length - sentences.length;
  return { key, problem: [...sentences, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ") };
}

/** Refuses a value that is not the one in the item's key. */
export function sameAsKey(value: string, path: string, inKey: string): ReturnType<Rule<unknown>> {
  if (value === inKey) return [];
  const rule = `is not what the item's key says, ${JSON.stringify(inKey)}`;
  return [{ path, value, rule, remedy: "remove the item and add it anew" }];
}

/** An item that cannot be read where it has to be. */
export class UnreadableItemError extends Error {
  constructor({ key, problem }: { readonly key: Key; readonly problem: string }) {
    super(`The item ${keyText(key)} of the registry cannot be read. ${problem}`);
    this.name = "UnreadableItemError";
  }
}

/** The value of an item that has to be readable. */
export function readable<T>(decoded: Decoded<T>): T {
  if ("value" in decoded) return decoded.value;
  throw new UnreadableItemError(decoded);
}

function plainOf(item: Item): Record<string, Plain> | string {
  try {
    return fromItem(item);
  } catch (error) {
    if (error instanceof StrangeAttribute) return `${error.message}.`;
    throw error;
  }
}
