import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { AuditEntry } from "../audit";
import { inBatches } from "../batches";
import { ConsumerStatus } from "../consumer";
import { Action } from "../decision";
import type { Intent } from "../ports";
import { toItem } from "./attributes";
import { auditItem, auditKey, decodeEntry, type Retention } from "./audit-item";
import { groupBy } from "./group-by";
import { auditOf, consumerKey, keyText } from "./keys";
import type { Table } from "./table";
import { MOST_ACTIONS, type Unit } from "./transactions";

/** Queries for the last entries that run at the same time. */
const PARALLEL_QUERIES = 16;

/** What makes an entry the same decision, whenever it was taken and whatever led to it. */
const DECISION = [
  "subject",
  "id",
  "actor",
  "action",
  "before",
  "after",
  "reason",
  "account",
  "consumer",
  "revision",
  "serviceId",
] as const satisfies readonly (keyof AuditEntry)[];

/** Whether an entry is the same decision on the same state, by the same actor. */
export function isSameDecision(one: AuditEntry, other: AuditEntry): boolean {
  return DECISION.every((key) => one[key] === other[key]);
}

/** The intents whose entry is the last of its connection already: a run ended before it carried them out. */
export async function writtenBefore(table: Table, intents: readonly Intent[]): Promise<ReadonlySet<Intent>> {
  const found = new Set<Intent>();
  for (let start = 0; start < intents.length; start += PARALLEL_QUERIES) {
    const some = intents.slice(start, start + PARALLEL_QUERIES);
    await Promise.all(
      some.map(async (intent) => {
        const item = await table.last(auditOf(intent.entry.id));
        const last = item === undefined ? undefined : decodeEntry(item);
        if (last !== undefined && "value" in last && isSameDecision(last.value, intent.entry)) found.add(intent);
      }),
    );
  }
  return found;
}

/**
 * Units of intents that rest on the same revision of the same entry. Each checks the entry once, since a transaction
 * may not name an item twice, and writes what is not written yet.
 */
export function intentUnits(
  tableName: string,
  intents: readonly Intent[],
  written: ReadonlySet<Intent>,
  retention: Retention,
): Unit<readonly Intent[]>[] {
  const groups = groupBy(
    intents,
    ({ restsOn: { account, revision, createdAt } }) => `${account}#${revision}#${createdAt}`,
  );
  return [...groups.values()].flatMap((group) =>
    // One action of each transaction is the check.
    inBatches(group, MOST_ACTIONS - 1).map((part) => ({
      subject: part,
      actions: actionsOf(tableName, part, written, retention),
    })),
  );
}

function actionsOf(
  tableName: string,
  intents: readonly Intent[],
  written: ReadonlySet<Intent>,
  retention: Retention,
): TransactWriteItem[] {
  const entries = intents.filter((intent) => !written.has(intent)).map(({ entry }) => entry);
  const byKey = new Map(entries.map((entry) => [keyText(auditKey(entry)), entry]));
  const puts = [...byKey.values()].map((entry) => ({
    Put: { TableName: tableName, Item: auditItem(entry, retention) },
  }));
  return [{ ConditionCheck: check(tableName, intents) }, ...puts];
}

const SAME_ENTRY = "revision = :revision AND createdAt = :createdAt";

/** The entry is the one that was read, at the same revision, and, where it has to be, active. */
function check(tableName: string, intents: readonly Intent[]): NonNullable<TransactWriteItem["ConditionCheck"]> {
  const [first] = intents;
  if (first === undefined) throw new Error("There are no intents to check.");
  const { account, revision, createdAt } = first.restsOn;
  const base = { TableName: tableName, Key: toItem(consumerKey(account)) };
  if (!intents.some(({ entry }) => entry.action === Action.Accept)) {
    return {
      ...base,
      ConditionExpression: SAME_ENTRY,
      ExpressionAttributeValues: toItem({ ":revision": revision, ":createdAt": createdAt }),
    };
  }
  return {
    ...base,
    ConditionExpression: `${SAME_ENTRY} AND #status = :active`,
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: toItem({
      ":revision": revision,
      ":createdAt": createdAt,
      ":active": ConsumerStatus.Active,
    }),
  };
}
