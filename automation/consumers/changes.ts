import { show } from "../../components/lib/problem";
import { CONSUMER_KEYS, type Terms, termsOf } from "../../functions/lib/consumer-schema";

/** A value of an entry that becomes another. */
export interface Change {
  readonly key: string;
  /** `null` for no value. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two entries, in the order of their keys. */
export function changesOf(before: Terms, after: Terms): Change[] {
  const [old, fresh] = [termsOf(before), termsOf(after)];
  return CONSUMER_KEYS.flatMap((key) => {
    const change = { key, before: old[key] ?? null, after: fresh[key] ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

/** `plan "silver" -> "gold"`; `none` stands for no value. */
export function changeText({ key, before, after }: Change): string {
  return `${key} ${valueText(before)} -> ${valueText(after)}`;
}

function valueText(value: unknown): string {
  return value === null || (Array.isArray(value) && value.length === 0) ? "none" : show(value);
}
