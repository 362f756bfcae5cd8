import { checkShortName } from "../../../components/lib/names";
import type { Problem } from "../../../components/lib/problem";
import { LONGEST } from "../consumer-rules";
import { checkAudience } from "./audience";
import { CONTENT_TYPE, Header, OPTIONAL, type ProofDocument, SIGN_ANEW } from "./form";
import { hidden, shown } from "./shown";

const KNOWN: readonly string[] = Object.values(Header);
const PRINTABLE = /^[\x20-\x7e]*$/;
const NONCE = /^[0-9a-f]{32}$/;
const LONGEST_TOKEN = 12_288;
const TOKEN = new RegExp(`^[\\x21-\\x7e]{1,${LONGEST_TOKEN}}$`);

/** Path of a header in messages. */
export function headerPath(name: string): string {
  return `headers.${shown(name)}`;
}

/** Refuses headers that are unknown, missing, given twice or out of order, and values that could hold further headers. */
export function checkHeaderList(headers: ProofDocument["headers"]): Problem[] {
  const names = headers.map(([name]) => name);
  const each = headers.flatMap(([name, value], index) => {
    if (!KNOWN.includes(name)) return [unknown(name)];
    if (names.indexOf(name) < index) {
      const rule = "is given twice, and only one of the two could be signed";
      return [{ path: headerPath(name), value: hidden(value), rule, remedy: SIGN_ANEW }];
    }
    return PRINTABLE.test(value) ? [] : [unprintable(name, value)];
  });
  const missing = KNOWN.filter((name) => !OPTIONAL.has(name) && !names.includes(name)).map((name) => ({
    path: headerPath(name),
    value: undefined,
    rule: "is required in a proof",
    remedy: SIGN_ANEW,
  }));
  const problems = [...each, ...missing];
  if (problems.length > 0 || names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name))
    return problems;
  return [{ path: "headers", value: names.map(shown), rule: "are not in the order of their names", remedy: SIGN_ANEW }];
}

/** Refuses values of headers that have one form only, whoever the proof is for and whenever it is read. */
export function checkHeaderValues(headers: Readonly<Record<string, string>>, host: string | undefined): Problem[] {
  const { [Header.Name]: name, [Header.Token]: token } = headers;
  return [
    ...exactly(headers, Header.ContentType, CONTENT_TYPE),
    ...(host === undefined ? [] : exactly(headers, Header.Host, host)),
    ...checkAudience(headers[Header.Audience] ?? "", headerPath(Header.Audience)),
    ...(name === undefined ? [] : nameProblems(name)),
    ...formed(headers, Header.Nonce, NONCE, "is not 32 hexadecimal digits"),
    ...(token === undefined ? [] : formed(headers, Header.Token, TOKEN, "is not a session token of AWS")),
  ];
}

function nameProblems(name: string): Problem[] {
  const path = headerPath(Header.Name);
  if (name.length > LONGEST.name) {
    return [{ path, value: shown(name), rule: `is longer than ${LONGEST.name} characters`, remedy: SIGN_ANEW }];
  }
  return checkShortName(name, path);
}

function exactly(headers: Readonly<Record<string, string>>, name: Header, expected: string): Problem[] {
  const value = headers[name] ?? "";
  if (value === expected) return [];
  return [{ path: headerPath(name), value: shown(value), rule: `is not ${expected}`, remedy: SIGN_ANEW }];
}

function formed(headers: Readonly<Record<string, string>>, name: Header, form: RegExp, rule: string): Problem[] {
  const value = headers[name] ?? "";
  return form.test(value) ? [] : [{ path: headerPath(name), value: hidden(value), rule, remedy: SIGN_ANEW }];
}

function unknown(name: string): Problem {
  const rule = KNOWN.includes(name.toLowerCase())
    ? "is not in lowercase, as headers of a proof are"
    : "is not a header of a proof";
  return { path: "headers", value: shown(name), rule, remedy: SIGN_ANEW };
}

function unprintable(name: string, value: string): Problem {
  const rule = /[\r\n]/.test(value)
    ? "has a line break, behind which a further header could stand"
    : "has characters that are not printable ASCII";
  return { path: headerPath(name), value: hidden(value), rule, remedy: SIGN_ANEW };
}
