import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { type Item, toItem } from "./attributes";
import type { Key } from "./keys";

/** What the registry needs of a client: DynamoDB's own, or the document client. */
export type Client = Pick<DynamoDBClient, "send">;

/** The registry's table: consistent reads of all pages, and writes without a condition. */
export class Table {
  constructor(
    readonly client: Client,
    readonly name: string,
  ) {}

  async get(key: Key): Promise<Item | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: toItem(key), ConsistentRead: true }),
    );
    return item;
  }

  /** All items of a partition, in the order of their sort keys. */
  async query(partition: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({ ...this.#partition(partition), ExclusiveStartKey: start }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  }

  /** The item of a partition with the highest sort key. */
  async last(partition: string): Promise<Item | undefined> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({ ...this.#partition(partition), ScanIndexForward: false, Limit: 1 }),
    );
    return items[0];
  }

  async put(item: Item): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.name, Item: item }));
  }

  #partition(partition: string) {
    return {
      TableName: this.name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: partition } },
    };
  }
}
