import { checkShortName } from "../../../components/lib/names";
import type { Problem } from "../../../components/lib/problem";
import { checkRegion } from "../../../components/lib/regions";
import { checkWhole } from "../../../components/lib/whole-numbers";
import { checkAudience } from "./audience";
import { BODY, CONTENT_TYPE, Header, LEAST_MINUTES, LONGEST_TEXT, METHOD, MOST_MINUTES, textOf, VERSION } from "./form";
import { basicInstant, extendedInstant } from "./instants";
import { hidden } from "./shown";
import { hostOf, urlOf } from "./sts-hosts";

/** What a proof is to say. */
export interface ProofTerms {
  /** Whom it is for. */
  readonly audience: string;
  /** Region whose STS is to be asked. */
  readonly region: string;
  /** Minutes for which it is valid. */
  readonly minutes: number;
  /** What the consumer would like to be called. */
  readonly name?: string | undefined;
}

/** A request that waits for its signature. */
export interface RequestToSign {
  readonly method: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Everything that is wrong with the terms; the paths are the names of the options. */
export function termsProblems({ audience, region, minutes, name }: ProofTerms): Problem[] {
  return [
    ...checkAudience(audience, "--audience"),
    ...checkRegion(region, "--region"),
    ...checkWhole(minutes, "--valid-minutes", { min: LEAST_MINUTES, max: MOST_MINUTES }),
    ...(name === undefined ? [] : checkShortName(name, "--name")),
  ];
}

/** The request as it is before its signature, signed at `at`. */
export function requestToSign(terms: ProofTerms, { at, nonce }: { at: Date; nonce: string }): RequestToSign {
  const { audience, region, minutes, name } = terms;
  const host = hostOf(region);
  return {
    method: METHOD,
    host,
    headers: {
      [Header.ContentType]: CONTENT_TYPE,
      [Header.Host]: host,
      [Header.Date]: basicInstant(at),
      [Header.Audience]: audience,
      [Header.Expires]: extendedInstant(expiryOf(at, minutes)),
      ...(name === undefined ? {} : { [Header.Name]: name }),
      [Header.Nonce]: nonce,
    },
    body: BODY,
  };
}

/** From when a proof that is signed at an instant is no longer valid. */
export function expiryOf(at: Date, minutes: number): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000 + minutes * 60_000);
}

/** The text of a request with its signature, or why it cannot be one. */
export function signedText({ method, host, headers, body }: RequestToSign): { text: string } | { problem: Problem } {
  const pairs = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = textOf({ version: VERSION, method, url: urlOf(host), headers: pairs, body });
  if (text.length <= LONGEST_TEXT) return { text };
  const token = headers[Header.Token] ?? "";
  const rule = `makes the proof longer than ${LONGEST_TEXT} characters`;
  const remedy = "use credentials with a shorter session token, for example of a session with fewer tags";
  return { problem: { path: "session token", value: hidden(token), rule, remedy } };
}
