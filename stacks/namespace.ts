import { nearest } from "../components/lib/nearest";
import type { Problem } from "../components/lib/problem";
import { settings } from "./schema/settings";

/** Namespace of the program's keys, with the colon after it. */
export const NAMESPACE = "saas-privatelink:";

const KEYS = Object.keys(settings.shape);

/** Keys of a stack file whose namespace is mistyped, each with the key that was meant. */
export function mistypedKeys(keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    keys.flatMap((written) => {
      const colon = written.indexOf(":") + 1;
      const [namespace, key] = [written.slice(0, colon), written.slice(colon)];
      if (namespace === NAMESPACE || nearest(namespace, [NAMESPACE]) === undefined) return [];
      // The namespace of something else may be alike; its keys are not ours.
      const meant = nearest(key, KEYS);
      return meant === undefined ? [] : [[written, `${NAMESPACE}${meant}`]];
    }),
  );
}

/** Refuses a key that nobody reads because of its namespace. */
export function mistypedProblem([written, meant]: readonly [string, string]): Problem {
  return { path: written, value: written, rule: "has an unknown namespace", remedy: `write ${meant} instead` };
}
