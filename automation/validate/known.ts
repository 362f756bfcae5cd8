import { type CheckName, type Finding, unknown } from "./finding";

/** Why something is not known, and what to do so that it is. Both are whole sentences. */
export interface Gap {
  readonly cause: string;
  readonly remedy: string;
}

/** A fact that was read, or the reason why it could not be. */
export type Known<T> = { readonly value: T } | { readonly gap: Gap };

export function known<T>(value: T): Known<T> {
  return { value };
}

export function gap(cause: string, remedy: string): { readonly gap: Gap } {
  return { gap: { cause, remedy } };
}

export function isKnown<T>(fact: Known<T>): fact is { readonly value: T } {
  return "value" in fact;
}

export function knownValue<T>(fact: Known<T>): T | undefined {
  return isKnown(fact) ? fact.value : undefined;
}

/** The findings of a rule about facts that are all known; otherwise one line that says why not. */
export function whenKnown<T extends readonly unknown[]>(
  check: CheckName,
  subject: string,
  facts: { readonly [I in keyof T]: Known<T[I]> },
  rule: (...values: T) => readonly Finding[],
): readonly Finding[] {
  const values: unknown[] = [];
  for (const fact of facts) {
    if (!isKnown(fact)) return [unknown(check, subject, fact.gap.cause, fact.gap.remedy)];
    values.push(fact.value);
  }
  return rule(...(values as unknown as T));
}
