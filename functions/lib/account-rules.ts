import { at } from "../../components/lib/path";
import { ANY_PRINCIPAL, checkPrincipals, parsePrincipal } from "../../components/lib/principals";
import type { Check, Problem } from "../../components/lib/problem";

const ACCOUNT_ID = /^\d{12}$/;
/** As the console of AWS shows it. */
const HYPHENATED = /^\d{4}-\d{4}-\d{4}$/;

/** Refuses what is not the id of an AWS account. */
export const checkAccountId: Check<string> = (value, path) => {
  if (ACCOUNT_ID.test(value)) return [];
  if (HYPHENATED.test(value)) {
    const remedy = `write it without hyphens: "${value.replaceAll("-", "")}"`;
    return [{ path, value, rule: "is an account id with hyphens", remedy }];
  }
  const rule = /^\d+$/.test(value)
    ? `is not an account id: it has ${value.length} digits instead of 12`
    : "is not an account id";
  return [{ path, value, rule, remedy: "use 12 digits in quotes, with leading zeros" }];
};

/** Refuses a number in place of an account id: a number has no leading zeros. */
export function numberAsAccount(value: number, path: string): Problem {
  const account = accountOf(value);
  const remedy =
    account === undefined ? "write it as 12 digits in quotes" : `write all 12 digits in quotes: "${account}"`;
  return { path, value, rule: "is a number, and an account id is a text of 12 digits", remedy };
}

/** The account id that an input means, where it is one, or a number that has lost its quotes. */
export function accountOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value).padStart(12, "0") : value;
  return typeof text === "string" && ACCOUNT_ID.test(text) ? text : undefined;
}

/** Refuses principals that are not roles or users of the consumer's account, or its root. */
export function checkConsumerPrincipals(account: string | undefined): Check<readonly string[]> {
  const checkForms = checkPrincipals({ acceptanceRequired: true, allowAnyPrincipal: false });
  return (values, path) => {
    const problems = checkForms(values, path).map((problem) =>
      problem.value === ANY_PRINCIPAL ? everyone(problem.path) : problem,
    );
    const faulty = new Set(problems.map((problem) => problem.path));
    const foreign = values.flatMap((value, index) => {
      const here = at(path, index);
      return faulty.has(here) ? [] : ownProblems(value, here, account);
    });
    return [...problems, ...foreign];
  };
}

function everyone(path: string): Problem {
  const remedy = "name roles or users of the account, or leave principals out for the whole account";
  return { path, value: ANY_PRINCIPAL, rule: "is every AWS account", remedy };
}

function ownProblems(value: string, path: string, account: string | undefined): Problem[] {
  const { account: own, arn } = parsePrincipal(value);
  if (account !== undefined && own !== account) {
    const remedy = `use one of ${account}, or add ${own} as a consumer of its own`;
    return [{ path, value, rule: `is of another account than the consumer's, ${account}`, remedy }];
  }
  if (arn !== undefined) return [];
  return [{ path, value, rule: "is an account and not the ARN of a principal", remedy: "leave it out" }];
}
