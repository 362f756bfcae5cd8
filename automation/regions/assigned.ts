import { replaced, valueAt } from "../../components/lib/schema/keys";
import type { SettingAddress } from "../stacks/setting-path";
import { NAMESPACE } from "../stacks/stack-file";

/** A setting that is given a value, or with `undefined` taken away. */
export interface Assignment {
  readonly path: SettingAddress;
  readonly value: unknown;
}

/**
 * Settings by full key with another value at a path, and with what is above it where that is not there; with `undefined`,
 * without it. Returns a clause in place of them for an element of a list that is not there.
 */
export function assigned(
  settings: Readonly<Record<string, unknown>>,
  { path, value }: Assignment,
): Readonly<Record<string, unknown>> | string {
  const full = [keyOf(path), ...path.slice(1)];
  for (const [depth, part] of full.entries()) {
    const above = valueAt(settings, full.slice(0, depth));
    if (typeof part !== "number") continue;
    if (!Array.isArray(above) || part >= above.length) return `there is no element [${part}] in the list`;
    if (value === undefined && depth === full.length - 1) return "an element of a list cannot be left out by itself";
  }
  return replaced(settings, full, value) as Record<string, unknown>;
}

/** The key of the stack file that a path begins with, for example `saas-privatelink:network`. */
export function keyOf([first]: SettingAddress): string {
  return `${NAMESPACE}:${first}`;
}
