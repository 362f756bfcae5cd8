import type { Check, Problem } from "../../../components/lib/problem";
import { ACTION, BODY, METHOD, SIGN_ANEW } from "./form";
import { hidden, shown, shownUrl } from "./shown";
import { stsHostAt } from "./sts-hosts";

const HTTPS = "https://";

/** Refuses every method but the one of a proof. */
export const checkMethod: Check<string> = (value, path) => {
  if (value === METHOD) return [];
  return [{ path, value: shown(value), rule: `is not ${METHOD}, the only method of a proof`, remedy: SIGN_ANEW }];
};

/** Refuses every address but those of STS. What is refused is decided by the list alone; the rest finds the words. */
export const checkUrl: Check<string> = (value, path) => {
  if (stsHostAt(value) !== undefined) return [];
  return [{ path, value: shownUrl(value), ...whyNot(value) }];
};

/** Refuses every body but the one that asks who signed. */
export const checkBody: Check<string> = (value, path) => {
  if (value === BODY) return [];
  // Bodies of other actions may hold tokens, so that no more than the name of the action is shown.
  const [, action] = /^Action=(\w{1,64})(?:&|$)/.exec(value) ?? [];
  const rule =
    action === undefined || action === ACTION
      ? `is not exactly ${BODY}, the only body of a proof`
      : `is another action than ${ACTION}, the only one of a proof`;
  return [{ path, value: action ?? hidden(value), rule, remedy: SIGN_ANEW }];
};

function whyNot(url: string): Pick<Problem, "rule" | "remedy"> {
  const remedy = SIGN_ANEW;
  if (!url.startsWith(HTTPS)) return { rule: "is not an address of https, and a proof goes by no other way", remedy };
  const [, authority = "", rest = ""] = /^([^/?#\\]*)(.*)$/s.exec(url.slice(HTTPS.length)) ?? [];
  if (/[^\x21-\x7e]/.test(url)) return { rule: "has characters that no host of AWS has", remedy };
  if (authority.includes("@")) {
    return { rule: "has a user before its host, which hides what host is called", remedy };
  }
  if (/^(?:[\d.]+$|\[)/.test(authority)) return { rule: "is an IP address and not a host of STS", remedy };
  if (authority.includes(":")) return { rule: "names a port, and STS has none but that of https", remedy };
  if (stsHostAt(`${HTTPS}${authority}/`) === undefined) return { rule: NO_HOST, remedy };
  if (rest.includes("?") || rest.includes("#")) return { rule: "has a query, and a proof has none", remedy };
  return { rule: "has another path than /, the only one of a proof", remedy };
}

const NO_HOST = "is not of a host of STS in a commercial Region, and no other is ever called";
