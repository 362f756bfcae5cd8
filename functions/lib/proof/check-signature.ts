import type { Problem } from "../../../components/lib/problem";
import { headerPath } from "./check-headers";
import { ALGORITHM, Header, SERVICE, SIGN_ANEW } from "./form";
import { hidden, shown } from "./shown";

const PATH = headerPath(Header.Authorization);
const FORM = new RegExp(
  `^${ALGORITHM} Credential=(?<key>[A-Z0-9]{16,128})/(?<day>\\d{8})/(?<region>[a-z0-9-]{1,32})/(?<service>[a-z0-9-]{1,32})/aws4_request, ` +
    "SignedHeaders=(?<names>[a-z0-9;-]+), Signature=(?<signature>[0-9a-f]{64})$",
);

/** Region that the signature has to be for, and the instant of signing as the header says it. */
export interface Scope {
  readonly region: string | undefined;
  readonly date: string;
}

/** What the header `authorization` says. */
export interface Signature {
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

/**
 * Refuses an authorization of another form, for another service, Region or day, and one that does not sign exactly the
 * other headers. Whether the signature is right only AWS can say.
 */
export function readSignature(
  headers: Readonly<Record<string, string>>,
  { region, date }: Scope,
): { readonly problems: readonly Problem[]; readonly signature?: Signature } {
  const value = headers[Header.Authorization] ?? "";
  const parts = FORM.exec(value)?.groups;
  if (parts === undefined) {
    const rule = `is not an authorization by ${ALGORITHM} in the one form that privatelink writes`;
    return { problems: [{ path: PATH, value: hidden(value), rule, remedy: SIGN_ANEW }] };
  }
  const { day = "", service = "", names = "", signature = "" } = parts;
  const problems = [
    ...differs("service", service, SERVICE),
    ...(region === undefined ? [] : differs("Region", parts.region ?? "", region)),
    ...differs("day", day, date.slice(0, 8)),
    ...signedProblems(
      names.split(";"),
      Object.keys(headers).filter((name) => name !== Header.Authorization),
    ),
  ];
  return { problems, signature: { signature } };
}

function differs(what: string, value: string, expected: string): Problem[] {
  if (value === expected) return [];
  const rule = `is the ${what} of the signature and not ${shown(expected)}, as the request says`;
  return [{ path: PATH, value, rule, remedy: SIGN_ANEW }];
}

function signedProblems(signed: readonly string[], given: readonly string[]): Problem[] {
  const unsigned = given.filter((name) => !signed.includes(name));
  const absent = signed.filter((name) => !given.includes(name));
  const problems = [
    ...unsigned.map((name) => about(name, "is not among the signed headers, so that anybody could have changed it")),
    ...absent.map((name) => about(name, "is signed, and the proof does not have it")),
  ];
  if (problems.length > 0 || signed.join(";") === [...given].sort().join(";")) return problems;
  return [about(signed.join(";"), "are not the signed headers in the order of their names, each once")];
}

function about(name: string, rule: string): Problem {
  return { path: PATH, value: shown(name), rule, remedy: SIGN_ANEW };
}
