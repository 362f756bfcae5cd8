import { DeleteTableCommand, DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { clientsOf, PROVIDER } from "./support/clients";
import { useEmulator } from "./support/emulator";
import { allItems } from "./support/items";
import { createRegistryTable, putItem, type RegistryTable } from "./support/registry-table";

const OTHER = "us-east-2";

async function replicate({ tableName, region }: RegistryTable): Promise<RegistryTable> {
  const { dynamodb } = await clientsOf(PROVIDER, region);
  const ReplicaUpdates = [{ Create: { RegionName: OTHER } }];
  await dynamodb.send(new UpdateTableCommand({ TableName: tableName, ReplicaUpdates }));
  return { tableName, tableArn: `arn:aws:dynamodb:${OTHER}:${PROVIDER}:table/${tableName}`, region: OTHER };
}

async function replicasOf({ tableName, region }: RegistryTable): Promise<readonly (string | undefined)[]> {
  const { dynamodb } = await clientsOf(PROVIDER, region);
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  return (Table?.Replicas ?? []).map(({ RegionName }) => RegionName);
}

describe("replicas in the emulated AWS", () => {
  useEmulator();

  it("have the items of the table, whichever of the two they were written to", async () => {
    const table = await createRegistryTable();
    await putItem(table, { pk: "a", sk: "before" });
    const replica = await replicate(table);
    await putItem(replica, { pk: "b", sk: "after" });
    const items = [
      { pk: "a", sk: "before" },
      { pk: "b", sk: "after" },
    ];
    expect(await allItems(table)).to.deep.equal(items);
    expect(await allItems(replica)).to.deep.equal(items);
  });

  it("are named by each table of the group, without the table itself", async () => {
    const table = await createRegistryTable();
    expect(await replicasOf(table)).to.deep.equal([]);
    const replica = await replicate(table);
    expect(await replicasOf(table)).to.deep.equal([OTHER]);
    expect(await replicasOf(replica)).to.deep.equal(["us-east-1"]);
  });

  it("are not removed while they are protected, and leave the table as it is", async () => {
    const table = await createRegistryTable();
    const replica = await replicate(table);
    await putItem(replica, { pk: "a", sk: "1" });
    const [here, there] = [await clientsOf(PROVIDER), await clientsOf(PROVIDER, OTHER)];
    const protect = (DeletionProtectionEnabled: boolean) =>
      there.dynamodb.send(new UpdateTableCommand({ TableName: table.tableName, DeletionProtectionEnabled }));
    const remove = () =>
      here.dynamodb.send(
        new UpdateTableCommand({
          TableName: table.tableName,
          ReplicaUpdates: [{ Delete: { RegionName: OTHER } }],
        }),
      );
    await protect(true);
    expect(await remove().catch((error: Error) => error)).to.have.property("name", "ValidationException");
    expect(await replicasOf(table)).to.deep.equal([OTHER]);
    await protect(false);
    await remove();
    expect(await replicasOf(table)).to.deep.equal([]);
    expect(await allItems(table)).to.deep.equal([{ pk: "a", sk: "1" }]);
    await here.dynamodb.send(new DeleteTableCommand({ TableName: table.tableName }));
  });
});
