import * as pulumi from "@pulumi/pulumi";
import { jsonOrText } from "../components/lib/json-or-text";
import type { Problem } from "../components/lib/problem";
import { judge } from "../components/lib/schema/judge";
import { ConfigError } from "./config-error";
import { mistypedKeys, mistypedProblem, NAMESPACE } from "./namespace";
import { stackRules } from "./rules";
import { type Settings, settings } from "./schema/settings";

const REGION_KEY = "aws:region";

// Not in the SDK's types, but its own Config asks it, and there is no other way to learn which keys are secret.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };

/** What a stack file says, checked and with defaults. */
export interface StackConfig extends Settings {
  /** Name of the stack. */
  readonly stack: string;
  /** Region of the stack, from `aws:region`. */
  readonly region: string;
}

/** Reads the config of the stack that is being run. Throws a {@link ConfigError} that says everything that is wrong. */
export function loadConfig(): StackConfig {
  const stack = pulumi.getStack();
  const entries = pulumi.runtime.allConfig();
  return parseConfig(stack, entries, Object.keys(entries).filter(isConfigSecret));
}

/**
 * The config in entries as Pulumi hands them over: every value a text, those of object keys in JSON.
 * @param secretKeys keys whose values are secret
 */
export function parseConfig(
  stack: string,
  entries: Readonly<Record<string, string>>,
  secretKeys: readonly string[] = [],
): StackConfig {
  const mistyped = mistypedKeys(Object.keys(entries));
  const named = ([key, text]: readonly [string, string]) => [mistyped.get(key) ?? key, text] as const;
  const secrets = secretKeys.filter((key) => (mistyped.get(key) ?? key).startsWith(NAMESPACE));
  // Before anything else, so that no message shows a secret value.
  if (secrets.length > 0) throw new ConfigError(stack, secrets.map(secretProblem));
  const region = entries[REGION_KEY];
  // A key under its right name wins over the same one under a mistyped name.
  const given = Object.entries({ ...Object.fromEntries(Object.entries(entries).map(named)), ...entries });
  const keys = given.filter(([key]) => key.startsWith(NAMESPACE));
  const input = Object.fromEntries(keys.map(([key, text]) => [key.slice(NAMESPACE.length), jsonOrText(text)]));
  const judged = judge(settings, input, [
    () => [...mistyped].map(mistypedProblem),
    (value) => {
      const whole = { ...value, stack, region };
      return stackRules.flatMap((rule) => rule(whole));
    },
  ]);
  if ("problems" in judged) throw new ConfigError(stack, judged.problems);
  // The rules have refused a missing Region.
  return { ...judged.value, stack, region: region as string };
}

function secretProblem(key: string): Problem {
  return {
    path: key.startsWith(NAMESPACE) ? key.slice(NAMESPACE.length) : key,
    value: "[secret]",
    rule: "is a secret, and outputs, user data and tags would show it",
    remedy: "store it plain, and let the service read its secrets from Secrets Manager or Parameter Store",
  };
}
