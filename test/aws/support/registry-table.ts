import { CreateTableCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { PublishedGate, PublishedService } from "../../../functions/lib/published-service";
import { clientsOf, PROVIDER } from "./clients";

export interface RegistryTable {
  readonly tableName: string;
  readonly tableArn: string;
  readonly region: string;
}

let tables = 0;

/** An empty registry, as the stack that owns it makes it. */
export async function createRegistryTable(region = "us-east-1"): Promise<RegistryTable> {
  const { dynamodb } = await clientsOf(PROVIDER, region);
  const tableName = `registry-${++tables}`;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  await dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: "expiresAt" },
    }),
  );
  return { tableName, tableArn: `arn:aws:dynamodb:${region}:${PROVIDER}:table/${tableName}`, region };
}

/** Writes an item as it is, also one that makes no sense. */
export async function putItem({ tableName, region }: RegistryTable, item: Record<string, unknown>): Promise<void> {
  const { documents } = await clientsOf(PROVIDER, region);
  await documents.send(new PutCommand({ TableName: tableName, Item: item }));
}

/** The item by which a stack makes its service, and the gate that it has, known to the commands; null for none written. */
export function putService(
  table: RegistryTable,
  service: PublishedService,
  gate: PublishedGate | null = { kind: "none" },
): Promise<void> {
  return putItem(table, {
    pk: "SERVICES",
    sk: `${service.region}#${service.serviceId}`,
    ...service,
    ...(gate && { gate }),
  });
}
