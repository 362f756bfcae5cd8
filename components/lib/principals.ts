import { at } from "./path";
import type { Check, Problem } from "./problem";

/** Principal that stands for every AWS account. */
export const ANY_PRINCIPAL = "*";

/** A principal of an endpoint service, taken apart. */
export interface Principal {
  /** Stable, unique part of a logical name: the account id, `<account>-role-<name>`, `<account>-user-<name>` or `any`. */
  readonly key: string;
  /** The ARN as given; absent for a plain account id, whose partition only the program's credentials know. */
  readonly arn?: string;
  /** The account id; absent for `*`. */
  readonly account?: string;
}

/** What decides whether `*` may be admitted. */
export interface AccessTerms {
  readonly acceptanceRequired: boolean;
  readonly allowAnyPrincipal: boolean;
}

const ACCOUNT_ID = /^\d{12}$/;
const IAM_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):(?:root|(role|user)\/(.+))$/;
const IAM_NAME = /^[\w+=,.@-]{1,64}$/;
const SESSION_ARN = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\//;

const ACCEPTED_FORMS =
  "use a 12-digit account id in quotes, arn:aws:iam::<account>:root, or the ARN of a role or user without a path";

/** Refuses principals that AWS would not take, the same principal twice, and `*` without both safeguards. */
export function checkPrincipals(terms: AccessTerms): Check<readonly string[]> {
  return (values, path) => {
    const firstPath = new Map<string, string>();
    return values.flatMap((value, index) => {
      const here = at(path, index);
      const problems = value === ANY_PRINCIPAL ? anyPrincipalProblems(terms, here) : formProblems(value, here);
      if (problems.length > 0) return problems;
      const { key } = parsePrincipal(value);
      const earlier = firstPath.get(key);
      if (earlier === undefined) {
        firstPath.set(key, here);
        return [];
      }
      return [{ path: here, value, rule: `is the same principal as ${earlier}`, remedy: "list it once" }];
    });
  };
}

/** Takes a checked principal apart. */
export function parsePrincipal(value: string): Principal {
  if (value === ANY_PRINCIPAL) return { key: "any", arn: value };
  if (ACCOUNT_ID.test(value)) return { key: value, account: value };
  const [, account, kind, name] = IAM_ARN.exec(value) ?? [];
  if (account === undefined) throw new Error(`${value} is not a principal: ${ACCEPTED_FORMS}.`);
  return { key: kind === undefined ? account : `${account}-${kind}-${name}`, arn: value, account };
}

/** The ARN that AWS keeps for the principal; an account id stands for the root of the account. */
export function principalArn(principal: Principal, partition: string): string {
  return principal.arn ?? `arn:${partition}:iam::${principal.account}:root`;
}

function anyPrincipalProblems(terms: AccessTerms, path: string): Problem[] {
  if (!terms.acceptanceRequired) {
    return [
      {
        path,
        value: ANY_PRINCIPAL,
        rule: "lets every AWS account connect without anyone's decision",
        remedy: "name the principals, or set both acceptanceRequired and allowAnyPrincipal to true",
      },
    ];
  }
  if (terms.allowAnyPrincipal) return [];
  return [
    {
      path,
      value: ANY_PRINCIPAL,
      rule: "lets every AWS account request a connection",
      remedy: "name the principals, or set allowAnyPrincipal to true as well",
    },
  ];
}

function formProblems(value: string, path: string): Problem[] {
  if (ACCOUNT_ID.test(value)) return [];
  const session = SESSION_ARN.exec(value);
  if (session) {
    const [, partition, account, role] = session;
    const remedy = `name the role itself: arn:${partition}:iam::${account}:role/${role}`;
    return [{ path, value, rule: "is the session of a role, not a principal that a service admits", remedy }];
  }
  const [, account, kind, name] = IAM_ARN.exec(value) ?? [];
  if (account === undefined) {
    const rule = /^\d+$/.test(value)
      ? `is not an account id: it has ${value.length} digits instead of 12`
      : "is not an account id or the ARN of an IAM root, role or user";
    return [{ path, value, rule, remedy: ACCEPTED_FORMS }];
  }
  if (name?.includes("/")) {
    const remedy = `allow a ${kind} without a path, or the whole account with "${account}"`;
    return [{ path, value, rule: "has a path, which endpoint services do not support", remedy }];
  }
  if (name !== undefined && !IAM_NAME.test(name)) {
    return [{ path, value, rule: `does not end in the name of a ${kind}`, remedy: ACCEPTED_FORMS }];
  }
  return [];
}
