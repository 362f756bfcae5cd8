import type { ProofRegistry } from "../../functions/lib/proof/used-proof";
import type { RegistryContext } from "../registry/context";
import { tableArn } from "../registry/table-arn";

/** The used proofs of a registry. */
export interface OpenProofs extends ProofRegistry {
  close(): void;
}

/** What operators decide is kept for ever. */
const AUDIT_DAYS = 0;

/** Opens the used proofs of a registry that is open already, where all commands write: in the Region of its owner. */
export async function openProofs(
  context: Pick<RegistryContext, "tableArn" | "ownerRegion" | "clock">,
): Promise<OpenProofs> {
  const [{ AwsClients }, { DynamoProofs }] = await Promise.all([
    import("../aws/clients.js"),
    import("../../functions/lib/registry/dynamo-proofs.js"),
  ]);
  const { tableName } = tableArn(context.tableArn, "registry");
  const clients = new AwsClients();
  const client = await clients.dynamo(context.ownerRegion);
  const proofs = new DynamoProofs({ client, tableName, auditDays: AUDIT_DAYS, now: context.clock });
  return {
    usedProof: (id) => proofs.usedProof(id),
    use: (proof, entry) => proofs.use(proof, entry),
    register: (consumer, proof, entry) => proofs.register(consumer, proof, entry),
    close: () => clients.close(),
  };
}
