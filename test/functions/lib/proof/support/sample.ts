import { sentence } from "../../../../../components/lib/problem";
import { BODY, CONTENT_TYPE, type ProofDocument, textOf } from "../../../../../functions/lib/proof/form";
import type { Expected } from "../../../../../functions/lib/proof/judge";
import { judgeProof } from "../../../../../functions/lib/proof/judge";

export const NOW = new Date("2026-03-01T12:05:00.000Z");
export const AUDIENCE = "order-processor.example.com";
/** Stands for a session token; no message may have it. */
export const TOKEN = "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////8BEAEaCXVzLWVhc3QtMSJH";
/** Stands for a signature; no message may have it. */
export const SIGNATURE = "5f1e".repeat(16);
export const EXPECTED: Expected = { audience: AUDIENCE, now: NOW };
/** What most messages advise. */
export const ANEW = "have it signed anew with privatelink consumers prove sign";

const SIGNED = [
  "content-type",
  "host",
  "x-amz-date",
  "x-amz-security-token",
  "x-privatelink-audience",
  "x-privatelink-expires",
  "x-privatelink-name",
  "x-privatelink-nonce",
];

/** The authorization of the sample, with other parts. */
export function authorization({
  day = "20260301",
  region = "us-east-1",
  service = "sts",
  names = SIGNED.join(";"),
  signature = SIGNATURE,
} = {}): string {
  return `AWS4-HMAC-SHA256 Credential=ASIAEXAMPLEEXAMPLE12/${day}/${region}/${service}/aws4_request, SignedHeaders=${names}, Signature=${signature}`;
}

/** Headers of a proof that has all that a proof may have. */
export const HEADERS: Readonly<Record<string, string>> = {
  authorization: authorization(),
  "content-type": CONTENT_TYPE,
  host: "sts.us-east-1.amazonaws.com",
  "x-amz-date": "20260301T120000Z",
  "x-amz-security-token": TOKEN,
  "x-privatelink-audience": AUDIENCE,
  "x-privatelink-expires": "2026-03-01T12:15:00Z",
  "x-privatelink-name": "acme",
  "x-privatelink-nonce": "00112233445566778899aabbccddeeff",
};

/** A document in which nothing is wrong but that nobody has signed it. */
export const DOCUMENT: ProofDocument = {
  version: 1,
  method: "POST",
  url: "https://sts.us-east-1.amazonaws.com/",
  headers: Object.entries(HEADERS),
  body: BODY,
};

/** The sample with other headers; `undefined` leaves one out. */
export function withHeaders(changes: Readonly<Record<string, string | undefined>>): ProofDocument {
  const merged = Object.entries({ ...HEADERS, ...changes });
  const headers = merged.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...DOCUMENT, headers: headers.sort(([one], [other]) => (one < other ? -1 : 1)) };
}

/** The sentences with which a document, or a text, is refused; none where it is taken. */
export function refusals(given: ProofDocument | string, expected: Partial<Expected> = {}): string[] {
  const text = typeof given === "string" ? given : textOf(given);
  const judged = judgeProof(text, { ...EXPECTED, ...expected });
  return "value" in judged ? [] : judged.problems.map(sentence);
}
