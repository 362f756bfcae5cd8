import { checkShortName } from "../../components/lib/names";
import { at } from "../../components/lib/path";
import type { Check, Problem } from "../../components/lib/problem";

/** Applies a rule to each element of a list. */
export function checkEach(values: readonly string[], path: string, check: Check<string>): Problem[] {
  return values.flatMap((value, index) => check(value, at(path, index)));
}

/** Applies a rule to each value of a record. */
export function checkValues(values: Readonly<Record<string, string>>, path: string, check: Check<string>): Problem[] {
  return Object.entries(values).flatMap(([key, value]) => check(value, at(path, key)));
}

/** The same where the keys name resources. */
export function checkNamedValues(
  values: Readonly<Record<string, string>>,
  path: string,
  check: Check<string>,
): Problem[] {
  const names = Object.keys(values).flatMap((key) => checkShortName(key, at(path, key)));
  return [...names, ...checkValues(values, path, check)];
}
