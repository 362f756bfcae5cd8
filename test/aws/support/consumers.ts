import type { AuditEntry } from "../../../functions/lib/audit";
import type { Consumer } from "../../../functions/lib/consumer";
import { type ConsumerInput, changedConsumer, newConsumer } from "../../../functions/lib/consumer-schema";
import { DynamoRegistry } from "../../../functions/lib/registry/dynamo-registry";
import { clientsOf, PROVIDER } from "./clients";
import type { RegistryTable } from "./registry-table";

const ACTOR = `arn:aws:iam::${PROVIDER}:role/engineer`;

export async function registryOf({ tableName, region }: RegistryTable): Promise<DynamoRegistry> {
  const { documents } = await clientsOf(PROVIDER, region);
  return new DynamoRegistry({ client: documents, tableName, auditDays: 400, now: () => new Date() });
}

/** Adds consumers as the command does; fails where the command would refuse one. */
export async function addConsumers(
  table: RegistryTable,
  ...inputs: readonly ConsumerInput[]
): Promise<readonly Consumer[]> {
  const consumers = inputs.map((input) => accepted(newConsumer(input, { now: new Date(), actor: ACTOR })));
  const registry = await registryOf(table);
  await registry.add(
    consumers,
    consumers.map((consumer) => entryOf(consumer, "add")),
  );
  return consumers;
}

/** Changes the terms of a consumer as the command does. */
export async function changeConsumer(
  table: RegistryTable,
  account: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const registry = await registryOf(table);
  const before = await registry.byAccount(account);
  if (before === undefined) throw new Error(`No consumer has the account ${account}.`);
  const after = accepted(changedConsumer(before, changes, { now: new Date(), actor: ACTOR }));
  await registry.replace(after, entryOf(after, "update"));
}

function accepted(judged: ReturnType<typeof newConsumer>): Consumer {
  if ("value" in judged) return judged.value;
  throw new Error(judged.problems.map(({ path, rule }) => `${path} ${rule}`).join("; "));
}

function entryOf(consumer: Consumer, action: string): AuditEntry {
  const { account, name, revision, status, updatedAt } = consumer;
  return {
    subject: "consumer",
    id: account,
    at: updatedAt,
    actor: ACTOR,
    action,
    after: status,
    reason: "test",
    explanation: "Made by a test.",
    account,
    consumer: name,
    revision,
  };
}
