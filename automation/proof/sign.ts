import { randomBytes } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Problem, sentence } from "../../components/lib/problem";
import { PATH, SERVICE } from "../../functions/lib/proof/form";
import { extendedInstant } from "../../functions/lib/proof/instants";
import { judgeProof } from "../../functions/lib/proof/judge";
import {
  expiryOf,
  type ProofTerms,
  type RequestToSign,
  requestToSign,
  signedText,
  termsProblems,
} from "../../functions/lib/proof/to-sign";
import { errorText } from "../aws/error-text";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { type SigningMeans, sdkMeans } from "./means";

export interface SignOptions {
  readonly audience: string;
  readonly region?: string;
  readonly validMinutes: string;
  readonly name?: string;
}

/** Region whose STS is asked where neither the command line nor the environment names one; every account may use it. */
const USUAL_REGION = "us-east-1";
const NONCE_BYTES = 16;

/** `privatelink consumers prove sign`: prints a proof to stdout, and what to know about it to stderr. */
export async function sign(
  options: SignOptions,
  terminal: Terminal,
  means: () => Promise<SigningMeans> = sdkMeans,
  clock: () => Date = () => new Date(),
): Promise<number> {
  try {
    const machine = await means();
    const terms = await termsOf(options, machine);
    const at = clock();
    const { text, ends } = await proofOf(terms, at, machine);
    terminal.stdout.write(`${text}\n`);
    terminal.stderr.write(`${notes(terms, expiryOf(at, terms.minutes), ends).join("\n")}\n`);
    return 0;
  } catch (error) {
    terminal.stderr.write(`${errorText(error)}\n`);
    return error instanceof Refused ? error.exitCode : 1;
  }
}

async function termsOf(options: SignOptions, means: SigningMeans): Promise<ProofTerms> {
  const { audience, name, validMinutes } = options;
  const region = options.region ?? (await means.region()) ?? USUAL_REGION;
  const minutes = /^\d{1,9}$/.test(validMinutes) ? Number(validMinutes) : Number.NaN;
  const terms = { audience, region, minutes, name };
  const problems = termsProblems(terms).map((problem) =>
    problem.path === "--valid-minutes" ? { ...problem, value: validMinutes } : problem,
  );
  refuse(problems, 2);
  return terms;
}

async function proofOf(terms: ProofTerms, at: Date, means: SigningMeans) {
  const credentials = await means.credentials();
  const request = requestToSign(terms, { at, nonce: randomBytes(NONCE_BYTES).toString("hex") });
  const signed = signedText(
    await withSignature(request, terms.region, at, { ...means, credentials: async () => credentials }),
  );
  if ("problem" in signed) throw new Refused(sentence(signed.problem));
  // Odd credentials, for example those of an emulator, make a proof that no provider takes: better said here than there.
  const judged = judgeProof(signed.text, { audience: terms.audience, now: at });
  if ("problems" in judged) refuse(judged.problems, 1);
  return { text: signed.text, ends: credentials.expiration };
}

async function withSignature(
  request: RequestToSign,
  region: string,
  signingDate: Date,
  { credentials, sha256 }: SigningMeans,
): Promise<RequestToSign> {
  // A header with the hash of the body could say that the body is not signed; without one, it always is.
  const signer = new SignatureV4({ service: SERVICE, region, credentials, sha256, applyChecksum: false });
  const { method, host, headers, body } = request;
  const signed = await signer.sign(
    { protocol: "https:", hostname: host, path: PATH, method, headers: { ...headers }, body },
    { signingDate },
  );
  return { ...request, headers: signed.headers };
}

function refuse(problems: readonly Problem[], exitCode: 1 | 2): void {
  if (problems.length > 0) throw new Refused(problems.map(sentence).join("\n"), exitCode);
}

function notes({ audience, region }: ProofTerms, expires: Date, ends: Date | undefined): string[] {
  const early =
    ends === undefined || ends >= expires
      ? []
      : [`The credentials end before it, at ${extendedInstant(ends)}: the provider has to verify it until then.`];
  return [
    `Signed for ${audience}, to be verified by STS in ${region} until ${extendedInstant(expires)}.`,
    ...early,
    "Send the line on stdout to the provider and to nobody else: it says who you are until then, and may hold a session token.",
  ];
}
