import { isDeepStrictEqual } from "node:util";
import { hasSecret } from "../plan/secrets";
import type { EarlierUpdate, StackSettings } from "../stacks/place";

/**
 * Whether two readings of a stack's history are of the same update. Secrets, and the form of single values, are read from
 * the stack file as it is at the moment: they say nothing about the update.
 */
export function isSameUpdate(a: EarlierUpdate, b: EarlierUpdate): boolean {
  return isDeepStrictEqual(comparable(a), comparable(b));
}

/** Whether settings are the same, as far as they are not secret. */
export function sameSettings(a: StackSettings, b: StackSettings): boolean {
  return isDeepStrictEqual(plainOf(a), plainOf(b));
}

function comparable({ settings, outputs }: EarlierUpdate): unknown {
  return { settings: plainOf(settings), outputs: asText(outputs) };
}

function plainOf(settings: StackSettings): unknown {
  const plain = Object.entries(settings).filter(([, value]) => !hasSecret(value));
  return Object.fromEntries(plain.map(([key, value]) => [key, asText(value)]));
}

/** `true` and `"true"` are the same value of the config. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null) return String(value);
  const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(known.map(([name, inner]) => [name, asText(inner)]));
}
