import type { AuditEntry } from "../audit";
import type { Consumer } from "../consumer";

/** A proof that has been used, and what came of it. Nothing of it can be sent or signed with again. */
export interface UsedProof {
  /** SHA-256 of the proof's signature. */
  readonly id: string;
  /** Account that AWS named. */
  readonly account: string;
  /** ARN that AWS named. */
  readonly arn: string;
  /** Instant, ISO 8601 in UTC. */
  readonly usedAt: string;
  /** ARN of the operator who used it. */
  readonly usedBy: string;
  /** Name of the consumer that it was used for; absent where nobody was registered. */
  readonly consumer?: string;
  /** Instant, ISO 8601 in UTC, from which the proof itself is refused. */
  readonly expires: string;
}

/** The part of the registry that keeps which proofs were used. */
export interface ProofRegistry {
  /** The use of a proof; undefined for one that was not used yet, or whose mark is gone long after its expiry. */
  usedProof(id: string): Promise<UsedProof | undefined>;
  /** Keeps that a proof was used, with the audit entry; refuses one that was used before. */
  use(proof: UsedProof, entry: AuditEntry): Promise<void>;
  /** Adds a consumer, uses its proof and writes the audit entry, all or none. */
  register(consumer: Consumer, proof: UsedProof, entry: AuditEntry): Promise<void>;
}

/** A proof that was used before. */
export class ProofUsed extends Error {
  constructor({ account, usedAt, usedBy, consumer }: UsedProof) {
    const what = consumer === undefined ? `verify account ${account}` : `register account ${account} as ${consumer}`;
    super(
      `The proof was used already, at ${usedAt} by ${usedBy} to ${what}. A proof counts once; ` +
        "have a new one signed with privatelink consumers prove sign.",
    );
    this.name = "ProofUsed";
  }
}
