import { type AuditEntry, AuditSubject } from "../../functions/lib/audit";
import type { Consumer } from "../../functions/lib/consumer";
import type { ProvenCaller } from "../../functions/lib/proof/answer";
import type { SignedProof } from "../../functions/lib/proof/judge";
import type { UsedProof } from "../../functions/lib/proof/used-proof";
import { auditEntry } from "../consumers/audit-entry";
import type { RegistryContext } from "../registry/context";

/** Reason of audit entries that rest on a proof. */
const REASON = "proof of account";

/** A proof that AWS has answered. */
export interface Proven {
  readonly proof: SignedProof;
  readonly caller: ProvenCaller;
}

type Who = Pick<RegistryContext, "actor" | "clock">;

/** The mark by which the proof counts once; of the proof itself it has a hash alone. */
export function usedProof({ proof, caller }: Proven, at: string, actor: string, consumer?: Consumer): UsedProof {
  return {
    id: proof.id,
    account: caller.account,
    arn: caller.arn,
    usedAt: at,
    usedBy: actor,
    ...(consumer === undefined ? {} : { consumer: consumer.name }),
    expires: proof.expires,
  };
}

/** The audit entry of an addition that rests on a proof. */
export function additionEntry(who: Who, proven: Proven, after: Consumer): AuditEntry {
  const entry = auditEntry(who, { action: "add", after, reason: REASON });
  return { ...entry, explanation: `${entry.explanation} ${explanation(proven)}` };
}

/** The audit entry of a proof that has registered nobody, of an account that may be a consumer's already. */
export function proofEntry({ actor, clock }: Who, proven: Proven, consumer?: Consumer): AuditEntry {
  const { account } = proven.caller;
  return {
    subject: AuditSubject.Consumer,
    id: account,
    at: clock().toISOString(),
    actor,
    action: "prove",
    ...(consumer === undefined
      ? {}
      : { before: consumer.status, after: consumer.status, consumer: consumer.name, revision: consumer.revision }),
    reason: REASON,
    explanation: explanation(proven),
    account,
  };
}

function explanation({ proof: { audience, signedAt }, caller: { arn, userId } }: Proven): string {
  return `AWS named ${arn} (${userId}) as the signer of a proof for ${audience} of ${signedAt}.`;
}
