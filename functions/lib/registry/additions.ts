import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { AuditEntry } from "../audit";
import type { Consumer } from "../consumer";
import type { RegistryContents } from "../ports";
import { auditItem, type Retention } from "./audit-item";
import { AlreadyRegistered, accountTaken, nameTaken, type Taken } from "./conflicts";
import { consumerItem, nameItem } from "./consumer-item";
import { groupBy } from "./group-by";
import type { Table } from "./table";
import { type FailedCondition, packed, transact, type Unit } from "./transactions";

/** Places of a consumer's actions in its unit; audit entries follow. */
const CONSUMER_ACTION = 0;
const NAME_ACTION = 1;

/**
 * Adds consumers in as few transactions as hold them, each consumer with its name and its audit entries in one. Where
 * one transaction is not enough, all of them are held against the registry before the first is written.
 */
export async function addConsumers(
  table: Table,
  consumers: readonly Consumer[],
  entries: readonly AuditEntry[],
  retention: Retention,
  contents: () => Promise<RegistryContents>,
): Promise<void> {
  refuse(takenAmong(consumers));
  const transactions = packed(unitsOf(table.name, consumers, entries, retention));
  if (transactions.length > 1) refuse(takenIn(await contents(), consumers));
  const added: string[] = [];
  for (const units of transactions) {
    const failed = await transact(
      table.client,
      units.flatMap(({ actions }) => actions),
    );
    if (failed.length > 0) throw new AlreadyRegistered(takenBy(units, failed), added);
    added.push(...units.map(({ subject }) => subject.account));
  }
}

function refuse(taken: readonly Taken[]): void {
  if (taken.length > 0) throw new AlreadyRegistered(taken);
}

/** Of each consumer the actions that add it; all have to be in one transaction. */
export function unitsOf(
  tableName: string,
  consumers: readonly Consumer[],
  entries: readonly AuditEntry[],
  retention: Retention,
): Unit<Consumer>[] {
  const byAccount = groupBy(entries, ({ id }) => id);
  const stray = entries.find(({ id }) => !consumers.some(({ account }) => account === id));
  if (stray !== undefined) throw new Error(`An audit entry is about ${stray.id}, which is not added.`);
  return consumers.map((consumer) => {
    const own = byAccount.get(consumer.account);
    if (own === undefined) throw new Error(`The addition of ${consumer.account} has no audit entry.`);
    const puts = own.map((entry) => ({ Put: { TableName: tableName, Item: auditItem(entry, retention) } }));
    const isNew = {
      TableName: tableName,
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    } as const;
    const actions: TransactWriteItem[] = [
      { Put: { ...isNew, Item: consumerItem(consumer) } },
      { Put: { ...isNew, Item: nameItem(consumer) } },
      ...puts,
    ];
    return { subject: consumer, actions };
  });
}

/** Names and accounts that stand twice among those to be added. */
function takenAmong(consumers: readonly Consumer[]): Taken[] {
  return consumers.flatMap((consumer, index) => {
    const earlier = consumers.slice(0, index);
    const account = earlier.find(({ account }) => account === consumer.account);
    const name = earlier.find(({ name }) => name === consumer.name);
    return [
      ...(account === undefined ? [] : [accountTaken(consumer, account.name)]),
      ...(name === undefined ? [] : [nameTaken(consumer, name.account)]),
    ];
  });
}

/** Names and accounts that the registry has. */
function takenIn({ consumers: kept, unreadable }: RegistryContents, consumers: readonly Consumer[]): Taken[] {
  const names = new Map(kept.map(({ name, account }) => [name, account]));
  const accounts = new Map<string, string | undefined>([
    ...unreadable.map(({ account }) => [account, undefined] as const),
    ...kept.map(({ name, account }) => [account, name] as const),
  ]);
  return consumers.flatMap((consumer) => [
    ...(accounts.has(consumer.account) ? [accountTaken(consumer, accounts.get(consumer.account))] : []),
    ...(names.has(consumer.name) ? [nameTaken(consumer, names.get(consumer.name))] : []),
  ]);
}

/** What a cancelled transaction says. */
export function takenBy(units: readonly Unit<Consumer>[], failed: readonly FailedCondition[]): Taken[] {
  const items = new Map(failed.map(({ index, item }) => [index, item]));
  let start = 0;
  return units.flatMap(({ subject, actions }) => {
    const [account, name] = [start + CONSUMER_ACTION, start + NAME_ACTION];
    start += actions.length;
    return [
      ...(items.has(account) ? [accountTaken(subject, items.get(account)?.name?.S)] : []),
      ...(items.has(name) ? [nameTaken(subject, items.get(name)?.account?.S)] : []),
    ];
  });
}
