import { createHash } from "node:crypto";
import type { Problem } from "../../../components/lib/problem";
import type { Judged } from "../../../components/lib/schema/judge";
import { checkHeaderList, checkHeaderValues, headerPath } from "./check-headers";
import { checkBody, checkMethod, checkUrl } from "./check-request";
import { readSignature } from "./check-signature";
import { readValidity } from "./check-times";
import { Header, type ProofDocument, SIGN_ANEW } from "./form";
import { checkSpelling, readProof } from "./read";
import { shown } from "./shown";
import { stsHostAt } from "./sts-hosts";

/** What a proof is held against. */
export interface Expected {
  /** Name by which this provider is to be addressed. */
  readonly audience: string;
  readonly now: Date;
}

/** A proof in which nothing is wrong but what only AWS can know. Its headers may hold a session token. */
export interface SignedProof {
  /** SHA-256 of its signature, in hexadecimal digits: names the proof, and nobody can sign or send anything with it. */
  readonly id: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly audience: string;
  /** Instant, ISO 8601 in UTC. */
  readonly signedAt: string;
  /** Instant, ISO 8601 in UTC, from which it is no longer valid. */
  readonly expires: string;
  /** What the consumer would like to be called. */
  readonly name?: string;
}

/** The proof of a text, or everything that is wrong with it. No problem shows a signature or a session token. */
export function judgeProof(text: string, expected: Expected): Judged<SignedProof> {
  const read = readProof(text);
  if ("problems" in read) return read;
  const { value: document } = read;
  const judged = judgeDocument(document, expected);
  if ("problems" in judged) return judged;
  const misspelt = checkSpelling(text, document);
  return misspelt.length > 0 ? { problems: misspelt } : judged;
}

function judgeDocument({ method, url, headers: pairs, body }: ProofDocument, expected: Expected): Judged<SignedProof> {
  const request = [...checkMethod(method, "method"), ...checkUrl(url, "url"), ...checkBody(body, "body")];
  const list = checkHeaderList(pairs);
  // One value for each header is known only where the list is in order.
  if (list.length > 0) return { problems: [...request, ...list] };
  const headers = Object.fromEntries(pairs);
  const sts = stsHostAt(url);
  const { problems: ofTimes, validity } = readValidity(headers, expected.now);
  const { problems: ofSignature, signature } = readSignature(headers, {
    region: sts?.region,
    date: headers[Header.Date] ?? "",
  });
  const audience = headers[Header.Audience] ?? "";
  const problems = [
    ...request,
    ...checkHeaderValues(headers, sts?.host),
    ...ofSignature,
    ...ofTimes,
    ...audienceProblems(audience, expected.audience),
  ];
  if (problems.length > 0 || sts === undefined || validity === undefined || signature === undefined)
    return { problems };
  const name = headers[Header.Name];
  return {
    value: {
      id: createHash("sha256").update(signature.signature).digest("hex"),
      host: sts.host,
      headers,
      audience,
      signedAt: validity.signedAt.toISOString(),
      expires: validity.expires.toISOString(),
      ...(name === undefined ? {} : { name }),
    },
  };
}

function audienceProblems(audience: string, expected: string): Problem[] {
  if (audience === expected) return [];
  const rule = `is not ${expected}: the proof was signed for somebody else`;
  const remedy = `${SIGN_ANEW} --audience ${expected}`;
  return [{ path: headerPath(Header.Audience), value: shown(audience), rule, remedy }];
}
