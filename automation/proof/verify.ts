import { sentence } from "../../components/lib/problem";
import { readAnswer } from "../../functions/lib/proof/answer";
import { checkAudience } from "../../functions/lib/proof/audience";
import { judgeProof, type SignedProof } from "../../functions/lib/proof/judge";
import { ProofUsed } from "../../functions/lib/proof/used-proof";
import { lookUp } from "../consumers/find";
import { called } from "../consumers/outlook";
import { type Session, tell } from "../consumers/session";
import type { TermsOptions } from "../consumers/terms";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { Refused } from "../terminal/refused";
import { type CallSts, callSts } from "./call-sts";
import { type Proven, proofEntry, usedProof } from "./entries";
import { type OpenProofs, openProofs } from "./open-proofs";
import { proofText } from "./proof-text";
import { checkTerms, register } from "./register";

export interface VerifyOptions extends RegistryOptions, TermsOptions {
  /** Name by which this provider is addressed. */
  readonly audience: string;
  /** File with the text; stdin where it is absent. */
  readonly file?: string;
  /** Name under which the account is registered; nobody is where it is absent. */
  readonly register?: string;
  /** Account that the proof has to be of. */
  readonly account?: string;
}

/** What verifying needs besides the registry. */
export interface VerifyMeans {
  readonly call: CallSts;
  proofs(context: RegistryContext): Promise<OpenProofs>;
  readonly clock: () => Date;
}

const MEANS: VerifyMeans = { call: (proof) => callSts(proof), proofs: openProofs, clock: () => new Date() };

/** `privatelink consumers prove verify`. */
export async function verify(session: Session<VerifyOptions>, means: VerifyMeans = MEANS): Promise<number> {
  const { options, terminal } = session;
  checkTerms(options, means.clock());
  const proof = judged(await proofText(options.file, terminal), options.audience, means.clock());
  return session.withRegistry(async (context) => {
    const proofs = await means.proofs(context);
    try {
      await refuseUsed(proofs, proof);
      const proven = { proof, caller: await callerOf(proof, means.call) };
      refuseOther(options.account, proven);
      return await (options.register === undefined
        ? keep(session, context, proofs, proven)
        : register(options.register, session, context, proofs, proven));
    } catch (error) {
      throw error instanceof ProofUsed ? new Refused(error.message) : error;
    } finally {
      proofs.close();
    }
  });
}

function judged(text: string, audience: string, now: Date): SignedProof {
  const ofOption = checkAudience(audience, "--audience");
  if (ofOption.length > 0) throw new Refused(ofOption.map(sentence).join("\n"), 2);
  const result = judgeProof(text, { audience, now });
  if ("value" in result) return result.value;
  throw new Refused(["The proof is refused; AWS was not asked.", ...result.problems.map(sentence)].join("\n"));
}

/** Before AWS is asked: what was used is refused whatever AWS would say. The same is asked again where it is used. */
async function refuseUsed(proofs: OpenProofs, { id }: SignedProof): Promise<void> {
  const used = await proofs.usedProof(id);
  if (used !== undefined) throw new ProofUsed(used);
}

async function callerOf(proof: SignedProof, call: CallSts) {
  const answer = readAnswer(await call(proof), proof.host);
  if ("refusal" in answer) throw new Refused(answer.refusal);
  return answer.caller;
}

function refuseOther(account: string | undefined, { caller }: Proven): void {
  if (account === undefined || account === caller.account) return;
  throw new Refused(
    `--account: ${JSON.stringify(account)} is not the account of the proof, ${caller.account} (${caller.arn}); ` +
      "nothing was written, and the proof may still be used for its own account.",
  );
}

/** Keeps that the account was proven, and registers nobody. */
async function keep(
  session: Session<VerifyOptions>,
  context: RegistryContext,
  proofs: OpenProofs,
  proven: Proven,
): Promise<number> {
  const { account, arn, userId } = proven.caller;
  const consumer = await lookUp(context.registry, account);
  const entry = proofEntry(context, proven, consumer);
  await proofs.use(usedProof(proven, entry.at, context.actor, consumer), entry);
  const { name } = proven.proof;
  const next =
    consumer === undefined
      ? `It is not registered: privatelink consumers add ${name ?? "NAME"} --account ${account}`
      : `It is ${called(consumer)} in the registry.`;
  const document = {
    account,
    arn,
    userId,
    ...(name === undefined ? {} : { name }),
    consumer: consumer ?? null,
    changed: false,
    next,
  };
  tell(session, document, [`Proven: account ${account}, by ${arn}.`, next]);
  return 0;
}
