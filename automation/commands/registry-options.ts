import type { Command } from "commander";
import { several } from "./option-values";

/** Adds `--registry`, `--stack`, `--json` and, to a verb that asks, `--yes`; the values are `RegistryOptions`. */
export function registryOptions(command: Command, { asks = false }: { readonly asks?: boolean } = {}): Command {
  command
    .option("--registry <arn>", "table of the registry; otherwise PRIVATELINK_REGISTRY, otherwise as the stacks say")
    .addOption(several("-s, --stack <name>", "stack whose outputs name the registry").default([], "all of the project"))
    .option("--json", "print JSON instead of tables");
  return asks ? command.option("-y, --yes", "do not ask") : command;
}
