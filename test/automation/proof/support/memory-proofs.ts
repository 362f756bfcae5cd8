import type { OpenProofs } from "../../../../automation/proof/open-proofs";
import type { AuditEntry } from "../../../../functions/lib/audit";
import type { Consumer } from "../../../../functions/lib/consumer";
import { ProofUsed, type UsedProof } from "../../../../functions/lib/proof/used-proof";
import type { MemoryRegistry } from "../../consumers/support/memory-registry";

/** Used proofs beside a registry in memory. */
export class MemoryProofs implements OpenProofs {
  readonly used = new Map<string, UsedProof>();
  closed = 0;
  /** What another command does after this one has looked whether the proof was used. */
  meanwhile: () => void = () => {};

  constructor(readonly registry: MemoryRegistry) {}

  async usedProof(id: string): Promise<UsedProof | undefined> {
    const found = this.used.get(id);
    this.meanwhile();
    return found;
  }

  async use(proof: UsedProof, entry: AuditEntry): Promise<void> {
    this.#refuseUsed(proof);
    await this.registry.append([entry]);
    this.used.set(proof.id, proof);
  }

  async register(consumer: Consumer, proof: UsedProof, entry: AuditEntry): Promise<void> {
    this.#refuseUsed(proof);
    await this.registry.add([consumer], [entry]);
    this.used.set(proof.id, proof);
  }

  close(): void {
    this.closed += 1;
  }

  #refuseUsed({ id }: UsedProof): void {
    const used = this.used.get(id);
    if (used !== undefined) throw new ProofUsed(used);
  }
}
