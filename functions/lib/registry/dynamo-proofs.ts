import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { AuditEntry } from "../audit";
import type { Consumer } from "../consumer";
import { type ProofRegistry, ProofUsed, type UsedProof } from "../proof/used-proof";
import { takenBy, unitsOf } from "./additions";
import { auditItem, type Retention } from "./audit-item";
import { AlreadyRegistered } from "./conflicts";
import { readable } from "./decoding";
import { proofKey } from "./keys";
import { decodeProof, proofItem } from "./proof-item";
import { type Client, Table } from "./table";
import { type FailedCondition, transact } from "./transactions";

export interface DynamoProofsOptions {
  /** DynamoDB's own client, or the document client, in the Region of the registry's owner. */
  readonly client: Client;
  /** Name or ARN of the table. */
  readonly tableName: string;
  /** Days for which audit entries are kept; 0 for ever. */
  readonly auditDays: number;
  readonly now: () => Date;
}

/** The used proofs in the registry's table. */
export class DynamoProofs implements ProofRegistry {
  readonly #table: Table;
  readonly #retention: () => Retention;

  constructor({ client, tableName, auditDays, now }: DynamoProofsOptions) {
    this.#table = new Table(client, tableName);
    this.#retention = () => ({ auditDays, now: now() });
  }

  async usedProof(id: string): Promise<UsedProof | undefined> {
    const item = await this.#table.get(proofKey(id));
    return item === undefined ? undefined : readable(decodeProof(item));
  }

  async use(proof: UsedProof, entry: AuditEntry): Promise<void> {
    const audit = { Put: { TableName: this.#table.name, Item: auditItem(entry, this.#retention()) } };
    const failed = await transact(this.#table.client, [audit, this.#mark(proof)]);
    refuseUsed(failed, 1);
  }

  async register(consumer: Consumer, proof: UsedProof, entry: AuditEntry): Promise<void> {
    const units = unitsOf(this.#table.name, [consumer], [entry], this.#retention());
    const actions = units.flatMap((unit) => unit.actions);
    const failed = await transact(this.#table.client, [...actions, this.#mark(proof)]);
    refuseUsed(failed, actions.length);
    if (failed.length > 0) throw new AlreadyRegistered(takenBy(units, failed));
  }

  /** Fails where the proof is marked already, and gives what came of it. */
  #mark(proof: UsedProof): TransactWriteItem {
    return {
      Put: {
        TableName: this.#table.name,
        Item: proofItem(proof),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    };
  }
}

/** Refuses a proof whose mark, the action at this place, was there already. */
function refuseUsed(failed: readonly FailedCondition[], place: number): void {
  const mark = failed.find(({ index }) => index === place);
  if (mark === undefined) return;
  if (mark.item === undefined) throw new Error("A used proof has no item, though its condition failed.");
  throw new ProofUsed(readable(decodeProof(mark.item)));
}
