import type * as pulumi from "@pulumi/pulumi";
import type { InputChecks } from "./inputs";
import { checkShortName } from "./lib/names";
import { at } from "./lib/path";
import type { Check } from "./lib/problem";

/** Values whose keys become parts of logical names: keys checked as names, each value gated on its rule. */
export function checkNamed(
  checks: InputChecks,
  path: string,
  values: Readonly<Record<string, pulumi.Input<string>>> | undefined,
  check: Check<string>,
): Readonly<Record<string, pulumi.Input<string>>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]) => {
      checks.add(checkShortName(key, at(path, key)));
      return [key, checks.input(at(path, key), value, check)];
    }),
  );
}
