import type { Problem } from "../../../components/lib/problem";
import { headerPath } from "./check-headers";
import { Header, MOST_MINUTES, SIGN_ANEW } from "./form";
import { extendedInstant, readBasic, readExtended } from "./instants";
import { shown } from "./shown";

/** How far the clock of the signer may be ahead. */
const MOST_AHEAD_MINUTES = 5;
const MINUTE_MS = 60_000;
const CLOCKS = `set the clocks of both machines, and ${SIGN_ANEW}`;

/** When a proof is valid. */
export interface Validity {
  readonly signedAt: Date;
  readonly expires: Date;
}

/** Refuses a proof that is not valid now, or for longer than AWS takes it. */
export function readValidity(
  headers: Readonly<Record<string, string>>,
  now: Date,
): { readonly problems: readonly Problem[]; readonly validity?: Validity } {
  const [dateText, expiryText] = [headers[Header.Date] ?? "", headers[Header.Expires] ?? ""];
  const [signedAt, expires] = [readBasic(dateText), readExtended(expiryText)];
  const malformed = [
    ...(signedAt === undefined ? [about(Header.Date, dateText, "is not an instant such as 20270131T120000Z")] : []),
    ...(expires === undefined
      ? [about(Header.Expires, expiryText, "is not an instant such as 2027-01-31T12:00:00Z")]
      : []),
  ];
  if (signedAt === undefined || expires === undefined) return { problems: malformed };
  return {
    problems: timeProblems({ signedAt, expires }, { dateText, expiryText }, now),
    validity: { signedAt, expires },
  };
}

function timeProblems(
  { signedAt, expires }: Validity,
  { dateText, expiryText }: { readonly dateText: string; readonly expiryText: string },
  now: Date,
): Problem[] {
  const clock = extendedInstant(now);
  const minutes = (expires.getTime() - signedAt.getTime()) / MINUTE_MS;
  if (minutes <= 0) return [about(Header.Expires, expiryText, `is not after the signature, ${dateText}`)];
  if (minutes > MOST_MINUTES) {
    const rule = `is more than ${MOST_MINUTES} minutes after the signature, ${dateText}, and AWS takes no older one`;
    return [about(Header.Expires, expiryText, rule)];
  }
  if (signedAt.getTime() - now.getTime() > MOST_AHEAD_MINUTES * MINUTE_MS) {
    const rule = `is more than ${MOST_AHEAD_MINUTES} minutes in the future by the clock here, ${clock}`;
    return [{ ...about(Header.Date, dateText, rule), remedy: CLOCKS }];
  }
  if (now.getTime() < expires.getTime()) return [];
  return [about(Header.Expires, expiryText, `is over by the clock here, ${clock}`)];
}

function about(name: Header, value: string, rule: string): Problem {
  return { path: headerPath(name), value: shown(value), rule, remedy: SIGN_ANEW };
}
