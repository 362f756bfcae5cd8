import { randomUUID } from "node:crypto";
import {
  TransactionCanceledException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "./attributes";
import { MOST_TRIES, pause } from "./retry";
import type { Client } from "./table";

/** Most actions of a transaction in DynamoDB. */
export const MOST_ACTIONS = 100;

/** Reasons of DynamoDB to cancel a transaction that may go through the next time. */
const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** An action whose condition did not hold. */
export interface FailedCondition {
  /** Place of the action in the transaction. */
  readonly index: number;
  /** The item as it is, where the action asks for it and there is one. */
  readonly item?: Item;
}

/** Actions that only make sense together. */
export interface Unit<T> {
  readonly subject: T;
  readonly actions: readonly TransactWriteItem[];
}

/** Writes all actions or, when conditions do not hold, none; the conditions that did not. */
export async function transact(client: Client, actions: readonly TransactWriteItem[]): Promise<FailedCondition[]> {
  let token = randomUUID();
  for (let tries = 1; ; tries++) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...actions], ClientRequestToken: token }));
      return [];
    } catch (error) {
      const failed = failedConditions(error);
      if (failed.length > 0) return failed;
      if (tries === MOST_TRIES || !isPassing(error)) throw error;
      // While the same transaction is still running, only its own token gives its outcome.
      if (!(error instanceof TransactionInProgressException)) token = randomUUID();
    }
    await pause(tries);
  }
}

/** Writes units, each as a whole; the subjects of those whose conditions held. */
export async function writeUnits<T>(client: Client, units: readonly Unit<T>[]): Promise<T[]> {
  const written: T[] = [];
  for (const transaction of packed(units)) {
    let left = transaction;
    while (left.length > 0) {
      const failed = await transact(
        client,
        left.flatMap(({ actions }) => actions),
      );
      if (failed.length === 0) break;
      const places = new Set(failed.map(({ index }) => index));
      left = without(left, places);
    }
    written.push(...left.map(({ subject }) => subject));
  }
  return written;
}

/** Writes actions without conditions, in as few calls as hold them. */
export async function writeAll(client: Client, actions: readonly TransactWriteItem[]): Promise<void> {
  await writeUnits(
    client,
    actions.map((action) => ({ subject: action, actions: [action] })),
  );
}

/** Divides units into transactions, which hold 100 actions at most and no item twice. */
export function packed<T>(units: readonly Unit<T>[]): Unit<T>[][] {
  const transactions: Unit<T>[][] = [];
  let items = new Set<string>();
  for (const unit of units) {
    const own = unit.actions.map(itemOf);
    const current = transactions.at(-1);
    if (current === undefined || items.size + own.length > MOST_ACTIONS || own.some((item) => items.has(item))) {
      transactions.push([unit]);
      items = new Set(own);
    } else {
      current.push(unit);
      for (const item of own) items.add(item);
    }
  }
  return transactions;
}

function without<T>(units: readonly Unit<T>[], places: ReadonlySet<number>): Unit<T>[] {
  let place = 0;
  return units.filter(({ actions }) => {
    const own = actions.map(() => place++);
    return !own.some((index) => places.has(index));
  });
}

function itemOf({ Put, Delete, ConditionCheck }: TransactWriteItem): string {
  const key = Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key;
  return JSON.stringify([key?.pk?.S, key?.sk?.S]);
}

function failedConditions(error: unknown): FailedCondition[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap(({ Code, Item: item }, index) =>
    Code === "ConditionalCheckFailed" ? [{ index, item }] : [],
  );
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionInProgressException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  return (error.CancellationReasons ?? []).some(({ Code = "" }) => PASSING.has(Code));
}
