/** How a proof of account begins, so that people and scanners of secrets know one when they see it. */
export const PREFIX = "privatelink-proof.";
/** Version of the form that this release writes and reads. */
export const VERSION = 1;
/** Most characters of a proof; the session tokens of AWS take a thousand or two. */
export const LONGEST_TEXT = 16_384;

/** The one request that a proof may be. */
export const METHOD = "POST";
export const PATH = "/";
export const ACTION = "GetCallerIdentity";
export const BODY = `Action=${ACTION}&Version=2011-06-15`;
export const CONTENT_TYPE = "application/x-www-form-urlencoded; charset=utf-8";
export const SERVICE = "sts";
export const ALGORITHM = "AWS4-HMAC-SHA256";

/** Every header that a proof may have. All but the first are signed. */
export const Header = {
  Authorization: "authorization",
  ContentType: "content-type",
  Host: "host",
  Date: "x-amz-date",
  /** Session token; temporary credentials have one. */
  Token: "x-amz-security-token",
  /** Whom the proof is for. */
  Audience: "x-privatelink-audience",
  /** From when it is no longer valid. */
  Expires: "x-privatelink-expires",
  /** What the consumer would like to be called. */
  Name: "x-privatelink-name",
  /** Makes two proofs of the same second different. */
  Nonce: "x-privatelink-nonce",
} as const;
export type Header = (typeof Header)[keyof typeof Header];

/** Headers that not every proof has. */
export const OPTIONAL: ReadonlySet<string> = new Set([Header.Token, Header.Name]);

/** Minutes for which a proof may be valid: STS takes no signature that is older than 15. */
export const MOST_MINUTES = 15;
export const LEAST_MINUTES = 1;

/** What a proof holds. */
export interface ProofDocument {
  readonly version: typeof VERSION;
  readonly method: string;
  readonly url: string;
  /** Names and values, in the order of the names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What to do about a proof that is not in order. */
export const SIGN_ANEW = "have it signed anew with privatelink consumers prove sign";

/** The one text of a document: any other spelling of it is refused. */
export function textOf({ version, method, url, headers, body }: ProofDocument): string {
  return PREFIX + Buffer.from(JSON.stringify({ version, method, url, headers, body }), "utf8").toString("base64url");
}
