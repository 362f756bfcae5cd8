import type { Consumer } from "../../../functions/lib/consumer";
import type { DynamoRegistry } from "../../../functions/lib/registry/dynamo-registry";
import { changeOf } from "../../functions/support/registry";
import { registryOf } from "./consumers";
import { useEmulator } from "./emulator";
import { createRegistryTable, type RegistryTable } from "./registry-table";

export interface UsedRegistry {
  table: RegistryTable;
  registry: DynamoRegistry;
}

/** A registry of its own for each test of a file, with these consumers in it. */
export function useRegistry(...consumers: readonly Consumer[]): UsedRegistry {
  useEmulator();
  const used = {} as UsedRegistry;
  beforeEach(async () => {
    used.table = await createRegistryTable();
    used.registry = await registryOf(used.table);
    if (consumers.length > 0) await addAll(used.registry, ...consumers);
  });
  return used;
}

/** Adds consumers, each with an entry that says so. */
export function addAll(registry: DynamoRegistry, ...consumers: readonly Consumer[]): Promise<void> {
  return registry.add(
    consumers,
    consumers.map((one) => changeOf(one, "add")),
  );
}

/** The message with which something is refused. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "Nothing was refused.",
    (error: Error) => error.message,
  );
}
