import { record, texts } from "../values";
import { withWildcards } from "../wildcards";
import { parsePolicy } from "./policy";

type Json = Record<string, unknown>;

/** Who asks: a service of AWS on behalf of a resource of an account. */
export interface Caller {
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Whether the value matches a pattern with `*` and `?`, as policies write them. */
export function wildcard(pattern: string, value: string): boolean {
  return withWildcards(pattern, "i").test(value);
}

/** Conditions over the source of the call; any other condition is taken as met. */
function conditionsMet(statement: Json, caller: Caller): boolean {
  for (const condition of Object.values(record(statement.Condition))) {
    for (const [key, wanted] of Object.entries(record(condition))) {
      const name = key.toLowerCase();
      if (name === "aws:sourcearn" && !texts(wanted).some((w) => wildcard(w, caller.sourceArn))) return false;
      if (name === "aws:sourceaccount" && !texts(wanted).includes(caller.sourceAccount)) return false;
    }
  }
  return true;
}

/** Whether a resource policy lets the caller do the action. */
export function allows(policy: unknown, action: string, caller: Caller): boolean {
  const parsed = parsePolicy(policy);
  if ("problem" in parsed) return false;
  const fits = (statement: Json) =>
    (statement.Principal === "*" || texts(record(statement.Principal).Service).includes(caller.service)) &&
    texts(statement.Action).some((pattern) => wildcard(pattern, action)) &&
    conditionsMet(statement, caller);
  const fitting = parsed.statements.filter(fits);
  return fitting.some((s) => s.Effect === "Allow") && !fitting.some((s) => s.Effect === "Deny");
}
