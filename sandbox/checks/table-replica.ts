import { type Account, type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { text } from "../values";
import { tableNamed } from "./table-item";
import { NO_STREAM, tellsBothImages } from "./table-schema";

/** A replica is of a table in another Region whose stream tells both images. */
export function admitReplica({ inputs, cloud, region, old, account }: Making): Refusal[] {
  const source = text(inputs.globalTableArn);
  if (source === undefined) return [];
  const [, , , home = "", owner] = source.split(":");
  const wrong = (message: string) => [refuse("globalTableArn", message)];
  if (home === region) return wrong("replica cannot be in same region as main table");
  const name = tableNamed(source);
  if (old === undefined && cloud.find(T.Table, name, region) !== undefined) {
    return wrong(
      `ValidationException: Failed to create a the new replica of table with name: '${name}' because one or more replicas already existed as tables.`,
    );
  }
  const table = cloud.find(T.Table, source, home);
  if (table === undefined) {
    // A Region where this account knows of no table at all is the work of a program that runs elsewhere.
    const foreign = owner === account && cloud.all(T.Table, home).length === 0;
    return foreign ? [] : wrong(`ResourceNotFoundException: Requested resource not found: Table: ${name} not found`);
  }
  if (!tellsBothImages(table.inputs)) return wrong(NO_STREAM);
  return [];
}

/** Items of the replica go with it. */
export function removeReplica({ id, region }: Stored, cloud: Account): void {
  const [name] = id.split(":");
  for (const item of cloud.all(T.TableItem, region)) if (tableNamed(item.inputs.tableName) === name) cloud.remove(item);
}
