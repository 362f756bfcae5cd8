import type { Alike } from "../table";
import { record, same } from "../values";

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}

/** The same JSON document, however it is written. */
export const jsonAlike: Alike = (before, after) => same(parsed(before), parsed(after));

/** Both off, whether that is said or left out, and whatever else the block says. */
export const bothOff: Alike = (before, after) => record(before).enabled !== true && record(after).enabled !== true;

/** The same once the provider's word for an absent value is put in. */
export function alikeWith(absent: unknown): Alike {
  return (before, after) => same(before ?? absent, after ?? absent);
}
