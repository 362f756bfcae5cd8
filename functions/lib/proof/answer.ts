import * as z from "zod";

/** Whom AWS names as the signer of a proof. */
export interface ProvenCaller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** An answer of STS. */
export interface StsAnswer {
  readonly status: number;
  readonly body: string;
}

const ARN = /^arn:aws:(?:iam|sts)::(\d{12}):[\x21-\x7e]{1,1024}$/;
const OK = 200;

const answer = z.object({
  GetCallerIdentityResponse: z.object({
    GetCallerIdentityResult: z.object({
      Account: z.string().regex(/^\d{12}$/),
      Arn: z.string().regex(ARN),
      UserId: z.string().regex(/^[\x21-\x7e]{1,256}$/),
    }),
  }),
});

/** Error code in an answer, in JSON or, from a proxy of AWS that heeds no `Accept`, in XML. */
const CODE = /"Code"\s*:\s*"([\w.]{1,64})"|<Code>([\w.]{1,64})<\/Code>/;

/**
 * The caller that an answer names, or a sentence that says why AWS names none. The sentence never quotes AWS: where a
 * signature does not match, its message repeats the request with the session token.
 */
export function readAnswer({ status, body }: StsAnswer, host: string): { caller: ProvenCaller } | { refusal: string } {
  if (status !== OK) return { refusal: refusalOf(status, body, host) };
  const parsed = answer.safeParse(jsonOf(body));
  if (!parsed.success) return { refusal: `${host} answered something else than who signed; ${AGAIN}.` };
  const { Account: account, Arn: arn, UserId: userId } = parsed.data.GetCallerIdentityResponse.GetCallerIdentityResult;
  if (ARN.exec(arn)?.[1] !== account) {
    return { refusal: `${host} named the account ${account} and an ARN of another one; nothing was done.` };
  }
  return { caller: { account, arn, userId } };
}

const AGAIN = "run the command again while the proof is valid";
const ANEW = "have the proof signed anew";

const REFUSALS: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: `AWS finds that the signature does not fit the request: the text was changed, or the secret key is not that of the access key; ${ANEW}.`,
  InvalidClientTokenId: `AWS does not know the credentials that signed: the key is deleted or inactive, the session is revoked, or the account has not enabled the Region; ${ANEW} with credentials that aws sts get-caller-identity accepts, if need be with --region us-east-1.`,
  ExpiredToken: `The session of the credentials that signed is over; ${ANEW} with new credentials.`,
  RegionDisabledException: `STS is not enabled for the account in the Region of the proof; ${ANEW} with --region us-east-1.`,
};

const THROTTLED = /^(Throttling|ThrottlingException|RequestLimitExceeded|SlowDown)$/;
const REDIRECTED = 300;
const CLIENT_ERROR = 400;
const SERVER_ERROR = 500;

function refusalOf(status: number, body: string, host: string): string {
  if (status >= REDIRECTED && status < CLIENT_ERROR) {
    return `${host} answered with a redirection, which STS does not do, and it was not followed: check the network of this machine.`;
  }
  const [, ofJson, ofXml] = CODE.exec(body) ?? [];
  const code = ofJson ?? ofXml;
  if (code === "SignatureDoesNotMatch" && body.includes("Signature expired")) {
    return `AWS finds the signature older than 15 minutes; ${ANEW}, and set the clock of the machine that signs if it was just signed.`;
  }
  if (code === "SignatureDoesNotMatch" && body.includes("Signature not yet current")) {
    return `AWS finds that the signature is from the future; set the clock of the machine that signs, and ${ANEW}.`;
  }
  if (code !== undefined && THROTTLED.test(code)) return `${host} takes no more requests at the moment; ${AGAIN}.`;
  const known = code === undefined || !Object.hasOwn(REFUSALS, code) ? undefined : REFUSALS[code];
  if (known !== undefined) return known;
  if (status >= SERVER_ERROR) return `${host} answered with the status ${status}; ${AGAIN}.`;
  const what = code === undefined ? `the status ${status}` : code;
  return `${host} refused the proof with ${what}; ${ANEW}.`;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
