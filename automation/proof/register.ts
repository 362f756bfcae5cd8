import type { Problem } from "../../components/lib/problem";
import { newConsumer, sameTerms } from "../../functions/lib/consumer-schema";
import { changesOf, changeText } from "../consumers/changes";
import { lookUp } from "../consumers/find";
import { confirmLosses } from "../consumers/losses";
import { called, outlook, standing } from "../consumers/outlook";
import { type Session, tell } from "../consumers/session";
import { optionProblems, termsOfOptions } from "../consumers/terms";
import type { RegistryContext } from "../registry/context";
import { USAGE } from "../terminal/exit-codes";
import { Refused } from "../terminal/refused";
import { additionEntry, type Proven, proofEntry, usedProof } from "./entries";
import type { OpenProofs } from "./open-proofs";
import type { VerifyOptions } from "./verify";

/** Refuses options that are wrong whatever account the proof is of, before anything is asked. */
export function checkTerms(options: VerifyOptions, now: Date): void {
  const { register: name, account } = options;
  const terms = termsOfOptions(options);
  if (name === undefined) {
    if (Object.keys(terms).length === 0) return;
    throw new Refused(
      `Terms of a consumer are given (${Object.keys(terms).join(", ")}), and without --register NAME nobody is registered: add it, or leave them out.`,
      USAGE,
    );
  }
  const judged = newConsumer({ name, account, ...terms }, { now, actor: "" });
  if (!("problems" in judged)) return;
  // Where no account is given, AWS names it.
  const problems = judged.problems.filter(({ path }) => path !== "account" || account !== undefined);
  if (problems.length > 0) refuse(problems);
}

/** Adds the account that AWS named. The same terms of an entry that is there change nothing; others are refused. */
export async function register(
  name: string,
  session: Session<VerifyOptions>,
  context: RegistryContext,
  proofs: OpenProofs,
  proven: Proven,
): Promise<number> {
  const { options } = session;
  const { account, arn, userId } = proven.caller;
  const now = context.clock();
  const judged = newConsumer({ name, account, ...termsOfOptions(options) }, { now, actor: context.actor });
  if ("problems" in judged) return refuse(judged.problems);
  const after = judged.value;
  const about = { account, arn, userId };
  const there = await lookUp(context.registry, account);
  if (there !== undefined) {
    if (!sameTerms(there, after)) {
      const differences = changesOf(there, after).map(changeText).join("; ");
      throw new Refused(
        `${called(there)} is in the registry already, with other terms: ${differences}. Nothing was written. privatelink consumers update ${there.name} changes its terms, privatelink consumers resume ${there.name} makes it active.`,
      );
    }
    const entry = proofEntry(context, proven, there);
    await proofs.use(usedProof(proven, entry.at, context.actor, there), entry);
    const next = outlook(there, now);
    tell(session, { ...about, consumer: there, changed: false, next }, [
      `Proven: account ${account}, by ${arn}. ${called(there)} is there already, just so.`,
      next,
    ]);
    return 0;
  }
  await confirmLosses(session, context, [{ after }], `Add ${called(after)}`);
  await proofs.register(
    after,
    usedProof(proven, after.createdAt, context.actor, after),
    additionEntry(context, proven, after),
  );
  const next = outlook(after, now);
  tell(session, { ...about, consumer: after, changed: true, next }, [
    `Proven: account ${account}, by ${arn}. Added ${called(after)}: ${standing(after, now)}.`,
    next,
  ]);
  return 0;
}

function refuse(problems: readonly Problem[]): never {
  throw new Refused(optionProblems(problems), USAGE);
}
