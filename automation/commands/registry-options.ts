import { type Command, Option } from "commander";

/** Adds `--registry`, `--stack`, `--json` and, to a verb that asks, `--yes`; the values are `RegistryOptions`. */
export function registryOptions(command: Command, { asks = false }: { readonly asks?: boolean } = {}): Command {
  command
    .option("--registry <arn>", "table of the registry; otherwise PRIVATELINK_REGISTRY, otherwise as the stacks say")
    .addOption(
      new Option("-s, --stack <name>", "stack whose outputs name the registry; may be repeated")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "all of the project"),
    )
    .option("--json", "print JSON instead of tables");
  return asks ? command.option("-y, --yes", "do not ask") : command;
}
