import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Consumer } from "../consumer";
import { type Item, toItem } from "./attributes";
import { changedMeanwhile, NameOfAnother } from "./conflicts";
import { consumerItem } from "./consumer-item";
import { consumerKey, nameKey } from "./keys";
import type { Table } from "./table";
import { transact } from "./transactions";

/** An entry as it was read. */
type Read = Pick<Consumer, "name" | "account" | "revision" | "createdAt">;

/** Place of the action about the entry itself. */
const ENTRY_ACTION = 0;

/** Replaces an entry whose revision is one less. */
export async function replaceConsumer(table: Table, consumer: Consumer, audit: Item): Promise<void> {
  const read = { ...consumer, revision: consumer.revision - 1 };
  await change(table, read, [
    { Put: { Item: consumerItem(consumer), ...unchanged(table, read) } },
    { Put: { TableName: table.name, Item: audit } },
  ]);
}

/** Takes an entry and its name away. */
export async function removeConsumer(table: Table, read: Read, audit: Item): Promise<void> {
  const ownName = {
    TableName: table.name,
    Key: toItem(nameKey(read.name)),
    ConditionExpression: "attribute_not_exists(pk) OR account = :account",
    ExpressionAttributeValues: toItem({ ":account": read.account }),
  };
  await change(table, read, [
    { Delete: { Key: toItem(consumerKey(read.account)), ...unchanged(table, read) } },
    { Delete: ownName },
    { Put: { TableName: table.name, Item: audit } },
  ]);
}

async function change(table: Table, read: Read, actions: readonly TransactWriteItem[]): Promise<void> {
  const failed = await transact(table.client, actions);
  if (failed.length === 0) return;
  const entry = failed.find(({ index }) => index === ENTRY_ACTION);
  throw entry === undefined ? new NameOfAnother(read) : changedMeanwhile(read, entry.item);
}

/** One that was removed and added anew is at revision 1 again, but was made at another instant. */
function unchanged({ name: tableName }: Table, { name, revision, createdAt }: Read) {
  return {
    TableName: tableName,
    ConditionExpression: "revision = :revision AND createdAt = :createdAt AND #name = :name",
    ExpressionAttributeNames: { "#name": "name" },
    ExpressionAttributeValues: toItem({ ":revision": revision, ":createdAt": createdAt, ":name": name }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  } as const;
}
