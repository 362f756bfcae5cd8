import type { Rule } from "../table";
import { texts } from "../values";

type Json = Record<string, unknown>;

/** The policy document in the text, or what keeps it from being one. */
export function parsePolicy(text: unknown): { statements: Json[] } | { problem: string } {
  let document: unknown = text;
  if (typeof text === "string") {
    try {
      document = JSON.parse(text);
    } catch (error) {
      return { problem: `contains an invalid JSON policy: ${(error as Error).message}` };
    }
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return { problem: "contains an invalid JSON policy: not a JSON object" };
  }
  const { Version, Statement } = document as Json;
  if (Version !== "2012-10-17" && Version !== "2008-10-17") {
    return { problem: `MalformedPolicyDocument: Version must be 2012-10-17, got ${JSON.stringify(Version)}` };
  }
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (Statement === undefined || statements.length === 0) {
    return { problem: "MalformedPolicyDocument: Policy document must contain at least one Statement" };
  }
  return { statements: statements as Json[] };
}

/** What kind of document is expected. */
interface Kind {
  /** Attached to a resource: it names who, an identity's policy does not. */
  readonly resourceBased: boolean;
  /** A role's trust policy, which is about the role itself and names no resource. */
  readonly trust: boolean;
  readonly maxLength: number;
  /** The service whose actions it may name, where it is of one resource. */
  readonly service?: string;
}

function actionProblem(statement: Json, service: string | undefined): string | undefined {
  const actions = [...texts(statement.Action), ...texts(statement.NotAction)];
  if (actions.length === 0) return "Policy statement must contain actions.";
  const odd = actions.find((action) => action !== "*" && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action));
  if (odd !== undefined) return `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. (${odd})`;
  const foreign = actions.find((action) => action !== "*" && !action.toLowerCase().startsWith(`${service ?? ""}:`));
  return foreign === undefined || service === undefined
    ? undefined
    : `Policy statement action out of service scope! (${foreign})`;
}

function statementProblem(statement: Json, { resourceBased, trust, service }: Kind): string | undefined {
  const { Effect } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") return `Invalid effect: ${String(Effect)}`;
  const action = actionProblem(statement, service);
  if (action !== undefined) return action;
  const resources = statement.Resource ?? statement.NotResource;
  const principals = statement.Principal ?? statement.NotPrincipal;
  if (resourceBased && principals === undefined) return "Missing required field Principal";
  if (!resourceBased && principals !== undefined) return "Policy document should not specify a principal.";
  if (trust && resources !== undefined) return "Has prohibited field Resource";
  if (!trust && (resources === undefined || texts(resources).includes("")))
    return "Policy statement must contain resources.";
  if (JSON.stringify(statement).includes("Calling [toString]")) return "an Output was put into the policy as text";
  return undefined;
}

function policy(kind: Kind): Rule {
  return (value) => {
    const parsed = parsePolicy(value);
    if ("problem" in parsed) return parsed.problem;
    for (const statement of parsed.statements) {
      const problem = statementProblem(statement, kind);
      if (problem !== undefined) return `MalformedPolicyDocument: ${problem}`;
    }
    const ids = parsed.statements.flatMap((statement) => texts(statement.Sid));
    if (new Set(ids).size !== ids.length)
      return "MalformedPolicyDocument: Statement IDs (SID) in a single policy must be unique.";
    const size = (typeof value === "string" ? value : JSON.stringify(value)).replace(/\s/g, "").length;
    const { maxLength } = kind;
    return size > maxLength
      ? `LimitExceeded: policy has ${size} characters, at most ${maxLength} are allowed`
      : undefined;
  };
}

/** A policy attached to an identity: no principal, resources named. */
export const identityPolicy = policy({ resourceBased: false, trust: false, maxLength: 10_240 });

/** The trust policy of a role: principals, no resource. */
export const trustPolicy = policy({ resourceBased: true, trust: true, maxLength: 2_048, service: "sts" });

/** The policy of a resource such as a bucket, a topic, a key or an endpoint; only actions of the service, if given. */
export function resourcePolicy(maxLength: number, service?: string): Rule {
  return policy({ resourceBased: true, trust: false, maxLength, ...(service === undefined ? {} : { service }) });
}
