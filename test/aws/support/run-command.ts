import { type Ended, PACKAGE, privatelink as run } from "../../automation/support/command";
import { environmentOf } from "./clients";
import type { RegistryTable } from "./registry-table";

/** Runs `privatelink` as an engineer of the provider does: a process with credentials, and the registry's table. */
export async function privatelink(table: RegistryTable, ...args: readonly string[]): Promise<Ended> {
  return run(args, PACKAGE, { ...(await environmentOf()), PRIVATELINK_REGISTRY: table.tableArn });
}
