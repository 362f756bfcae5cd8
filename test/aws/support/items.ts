import { paginateQuery, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { clientsOf, PROVIDER } from "./clients";
import type { RegistryTable } from "./registry-table";

export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** Items of a partition as they are stored, in the order of their sort keys. */
export async function itemsOf({ tableName, region }: RegistryTable, pk: string): Promise<readonly Item[]> {
  const { documents } = await clientsOf(PROVIDER, region);
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  return items;
}

/** Audit entries about an endpoint or an account, oldest first. */
export function auditOf(table: RegistryTable, id: string): Promise<readonly Item[]> {
  return itemsOf(table, `AUDIT#${id}`);
}

/** Everything in a small table. */
export async function allItems({ tableName, region }: RegistryTable): Promise<readonly Item[]> {
  const { documents } = await clientsOf(PROVIDER, region);
  const { Items = [], LastEvaluatedKey } = await documents.send(new ScanCommand({ TableName: tableName }));
  if (LastEvaluatedKey !== undefined) throw new Error(`${tableName} does not fit one page.`);
  return Items as Item[];
}
