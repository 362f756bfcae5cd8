import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type VerifyOptions, verify } from "../../../../automation/proof/verify";
import type { StsAnswer } from "../../../../functions/lib/proof/answer";
import { BODY, METHOD, PATH } from "../../../../functions/lib/proof/form";
import type { SignedProof } from "../../../../functions/lib/proof/judge";
import { type Said, World } from "../../consumers/support/world";
import { FakeSts } from "./fake-sts";
import { MemoryProofs } from "./memory-proofs";
import { ADA, AUDIENCE, BOB } from "./prover";

/** The provider with a registry in memory, and STS that knows two customers. */
export class Provider {
  readonly world = new World();
  readonly proofs = new MemoryProofs(this.world.registry);
  readonly sts = new FakeSts([ADA, BOB], () => this.world.now);
  /** Proofs that STS was asked about. */
  readonly asked: SignedProof[] = [];
  answer: (proof: SignedProof) => StsAnswer = ({ headers }) =>
    this.sts.answer({ method: METHOD, url: PATH, headers, body: BODY });

  /** What `privatelink consumers prove verify --file …` says to a text. */
  async verify(text: string, options: Partial<VerifyOptions> = {}): Promise<Said> {
    const folder = mkdtempSync(path.join(tmpdir(), "privatelink-proof-"));
    try {
      const file = path.join(folder, "proof.txt");
      writeFileSync(file, text);
      return await this.run({ audience: AUDIENCE, file, ...options });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  run(options: VerifyOptions): Promise<Said> {
    return this.world.run(options, (session) =>
      verify(session, {
        call: async (proof) => {
          this.asked.push(proof);
          return this.answer(proof);
        },
        proofs: async () => this.proofs,
        clock: () => this.world.now,
      }),
    );
  }
}
